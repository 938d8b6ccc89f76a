// SPDX-License-Identifier: Apache-2.0
#include "blocklists/write/chart.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>

namespace dgacast {
namespace {

// Eleven colours that stay apart for colour-blind readers, after Paul Tol's "muted" and "light" schemes; grey is the
// rest.
constexpr std::array<std::string_view, 11> kColours{"#332288", "#88ccee", "#44aa99", "#117733", "#999933", "#ddcc77",
                                                    "#cc6677", "#882255", "#aa4499", "#77aadd", "#ee8866"};
constexpr std::string_view kRest = "#bbbbbb";

constexpr std::uint64_t kHeight = 320, kTop = 48, kLeft = 90, kBottom = 60, kLegend = 220;
constexpr std::uint64_t kGrids = 5;

struct Stack {
  std::string_view name;
  std::vector<std::uint64_t> months;
};

/// The stacks, the largest first, at the bottom; families beyond the colours are one.
std::vector<Stack> stacks_of(const Forecast& forecast) {
  std::vector<Stack> stacks;
  for (const auto& [family, months] : forecast.stacks()) stacks.push_back({family, months});
  const auto size = [](const Stack& stack) {
    return std::accumulate(stack.months.begin(), stack.months.end(), std::uint64_t{0});
  };
  std::ranges::stable_sort(stacks, [&](const Stack& a, const Stack& b) { return size(a) > size(b); });
  if (stacks.size() <= kColours.size() + 1) return stacks;
  Stack rest{"others", std::vector<std::uint64_t>(forecast.months().size())};
  for (std::size_t i = kColours.size(); i < stacks.size(); ++i) {
    for (std::size_t month = 0; month < rest.months.size(); ++month) rest.months[month] += stacks[i].months[month];
  }
  stacks.resize(kColours.size());
  stacks.push_back(std::move(rest));
  return stacks;
}

/// The least 1, 2 or 5 times a power of ten that, kGrids times, reaches `most`.
std::uint64_t grid_step(std::uint64_t most) {
  for (std::uint64_t power = 1;; power *= 10) {
    for (const std::uint64_t step : {power, 2 * power, 5 * power}) {
      if (step >= (most + kGrids - 1) / kGrids) return step;
    }
  }
}

/// "1,234,567".
std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, 1, ',');
  return text;
}

void put_xml(Sink& out, std::string_view text) {
  for (const char c : text) {
    if (c == '&') {
      out.put("&amp;");
    } else if (c == '<') {
      out.put("&lt;");
    } else {
      out.put(c);
    }
  }
}

}  // namespace

void write_chart(const Forecast& forecast, std::string_view title, Sink& out) {
  const std::vector<Stack> stacks = stacks_of(forecast);
  const std::vector<std::uint64_t>& totals = forecast.total().months;
  const std::uint64_t count = totals.size();
  const std::uint64_t pitch = std::max<std::uint64_t>(8, std::min<std::uint64_t>(48, 960 / count)), bar = pitch * 3 / 4;
  const std::uint64_t step = grid_step(std::max<std::uint64_t>(1, std::ranges::max(totals))), scale = step * kGrids;
  const std::uint64_t plot = pitch * count, width = kLeft + plot + kLegend, base = kTop + kHeight;
  // In tenths of a pixel from the top of the plot, by whole numbers: the same on every machine.
  const auto at = [scale](std::uint64_t value) { return kHeight * 10 - value * kHeight * 10 / scale; };
  const auto put_tenths = [&out](std::uint64_t tenths) { out.put(tenths / 10, '.', tenths % 10); };

  out.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"", width,
          "\" height=\"", base + kBottom, "\" viewBox=\"0 0 ", width, ' ', base + kBottom,
          "\" font-family=\"sans-serif\" font-size=\"12\">\n<title>");
  put_xml(out, title);
  out.put("</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n<text x=\"", kLeft,
          "\" y=\"24\" font-size=\"15\">");
  put_xml(out, title);
  out.put("</text>\n");
  for (std::uint64_t grid = 0; grid <= kGrids; ++grid) {
    const std::uint64_t y = kTop + kHeight - grid * kHeight / kGrids;
    out.put("<line x1=\"", kLeft, "\" y1=\"", y, "\" x2=\"", kLeft + plot, "\" y2=\"", y,
            "\" stroke=\"#dddddd\"/>\n<text x=\"", kLeft - 8, "\" y=\"", y + 4, "\" text-anchor=\"end\">",
            std::string_view{grouped(grid * step)}, "</text>\n");
  }
  const std::uint64_t label_every = (36 + pitch - 1) / pitch;  // months stand 36 pixels apart at least
  for (std::uint64_t month = 0; month < count; ++month) {
    const std::uint64_t x = kLeft + month * pitch + (pitch - bar) / 2;
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < stacks.size(); ++i) {
      const std::uint64_t names = stacks[i].months[month];
      if (names == 0) continue;
      const std::uint64_t top = at(below + names), bottom = at(below);
      out.put("<rect x=\"", x, "\" y=\"");
      put_tenths(kTop * 10 + top);
      out.put("\" width=\"", bar, "\" height=\"");
      put_tenths(bottom - top);
      out.put("\" fill=\"", i < kColours.size() ? kColours[i] : kRest, "\"><title>");
      put_xml(out, stacks[i].name);
      out.put(", ", std::string_view{forecast.months()[month]}, ": ", std::string_view{grouped(names)},
              "</title></rect>\n");
      below += names;
    }
    if (month % label_every == 0) {
      out.put("<text x=\"", x + bar / 2, "\" y=\"", base + 16, "\" text-anchor=\"end\" transform=\"rotate(-45 ",
              x + bar / 2, ' ', base + 16, ")\">", std::string_view{forecast.months()[month]}, "</text>\n");
    }
  }
  for (std::size_t i = 0; i < stacks.size(); ++i) {
    const std::uint64_t y = kTop + i * 20;
    out.put("<rect x=\"", kLeft + plot + 20, "\" y=\"", y, "\" width=\"12\" height=\"12\" fill=\"",
            i < kColours.size() ? kColours[i] : kRest, "\"/>\n<text x=\"", kLeft + plot + 38, "\" y=\"", y + 11, "\">");
    put_xml(out, stacks[i].name);
    out.put("</text>\n");
  }
  out.put("</svg>\n");
}

}  // namespace dgacast
