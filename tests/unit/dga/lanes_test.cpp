// SPDX-License-Identifier: Apache-2.0
// What is made fast against the plain way: lanes for every instruction set that this machine has, tables, copies.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "dga/core/catalogue.h"
#include "dga/core/list_batch.h"
#include "dga/core/short_text.h"
#include "dga/families/shared/conficker_random.h"
#include "dga/families/shared/ranbyus_registers.h"
#include "dga/random/digest.h"
#include "dga/random/digest_lanes.h"
#include "dga/random/necurs_lanes.h"
#include "dga/random/ranbyus_lanes.h"
#include "dga/random/tinba_lanes.h"
#include "tests/unit/dga/each_target.h"

namespace dgacast {
namespace {

std::uint32_t word_at(const char* octets, bool big_endian) {
  std::uint32_t word = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    word |= std::uint32_t{static_cast<unsigned char>(octets[i])} << 8 * (big_endian ? 3 - i : i);
  }
  return word;
}

/// A message for each batch, and its first octets for each message of the batch.
struct Messages {
  std::mt19937 random{5};
  std::string text;
  BatchWords first_words;

  void next(std::size_t size, bool big_endian) {
    text.resize(size);
    for (char& c : text) c = static_cast<char>(random());
    for (std::uint32_t& word : first_words) word = static_cast<std::uint32_t>(random());
    if (size < 4) {  // the padding begins within the first word
      for (std::uint32_t& word : first_words) word = block(big_endian)[0];
    }
  }
  HashBlock block(bool big_endian) const { return big_endian ? sha1_block(text) : md5_block(text); }
  std::string message(std::size_t i, bool big_endian) const {
    std::string message = text;
    for (std::size_t k = 0; k < std::min<std::size_t>(4, message.size()); ++k) {
      message[k] = static_cast<char>(first_words[i] >> 8 * (big_endian ? 3 - k : k));
    }
    return message;
  }
};

constexpr int kBatches = 4000;  // of 128 messages, and of 256 for SHA-1

const CatalogueEntry& builtin_entry(std::string_view family) {
  static const Catalogue kCatalogue = Catalogue::builtin();
  return kCatalogue.entry(family, "");
}

}  // namespace

TEST_CASE("MD5 and SHA-1 in lanes are those of OpenSSL, for messages of 0 to 55 octets") {
  each_target([] {
    Messages messages;
    Md5Words md5s;
    Sha1Words hashes;
    std::uint32_t wrong = 0;
    for (int batch = 0; batch < kBatches; ++batch) {
      const auto size = static_cast<std::size_t>(batch % 56);
      messages.next(size, false);
      const VaryingWord first{0, messages.first_words};
      md5_each(messages.block(false), {&first, 1}, md5s);
      for (std::size_t i = 0; i < kDigestBatch; ++i) {
        const Md5Digest digest = md5(messages.message(i, false));
        std::array<char, 16> octets;
        std::memcpy(octets.data(), digest.data(), octets.size());
        for (std::size_t w = 0; w < 4; ++w) wrong += md5s.word[w][i] != word_at(octets.data() + 4 * w, false);
      }
      messages.next(size, true);
      if (size < 4) continue;
      sha1_counted(messages.block(true), hashes);
      for (std::size_t i = 0; i < kSha1Batch; ++i) {
        std::string message = messages.text;
        message[3] = static_cast<char>(message[3] ^ static_cast<char>(i));
        const Sha1Digest digest = sha1(message);
        std::array<char, 20> octets;
        std::memcpy(octets.data(), digest.data(), octets.size());
        for (std::size_t w = 0; w < 5; ++w) wrong += hashes.word[w][i] != word_at(octets.data() + 4 * w, true);
      }
    }
    CHECK(wrong == 0);
  });
}

TEST_CASE("Chinad's names are those of one SHA-1 after the other") {
  const CatalogueEntry& chinad = builtin_entry("chinad");
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
  constexpr std::array<std::string_view, 7> kSuffixes{".com", ".org", ".net", ".biz", ".info", ".ru", ".cn"};
  DomainList names;
  std::size_t wrong = 0;
  const UtcSeconds begin = midnight(2024, 1, 1);
  for (int day = 0; day < 2000; ++day) {
    const Period period =
        chinad.family->facts().period.containing(chinad.seeds.front(), begin + std::chrono::days{day});
    const CivilDate date = civil(period.begin);
    names.clear();
    chinad.family->generate(chinad.seeds.front(), period, names);
    REQUIRE(names.size() == 256);
    for (std::size_t i = 0; i < names.size(); ++i) {
      std::string message(16, '\0');
      message[0] = static_cast<char>(date.year % 100);
      message[1] = static_cast<char>(date.month);
      message[2] = static_cast<char>(date.day);
      message[3] = static_cast<char>(i);
      const Sha1Digest digest = sha1(message);
      std::string name;
      for (std::size_t k = 0; k < 16; ++k) name += kLetters[digest[k / 4 * 4 + 3 - k % 4] % kLetters.size()];
      wrong += name.append(kSuffixes[digest[19] % kSuffixes.size()]) != names[i];
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("Conficker's words are those of the whole sum, whichever of its terms count") {
  constexpr ConfickerConstants kConstants{0x4F3D859E, 0.946270391, 0x2682D10B7, 0x19254D38000, 0xF1E34A09};
  constexpr std::size_t kDraws = 120;
  struct Chain {
    std::uint64_t first, last;
    std::array<std::int32_t, kDraws> values;
    std::array<char, kDraws> letters;
  };
  std::mt19937_64 random{4};
  for (const bool x87 : {true, false}) {
    std::vector<Chain> chains(6000);
    for (std::size_t c = 0; c < chains.size(); ++c) {
      Chain& chain = chains[c];
      std::uint64_t word = chain.first = std::max<std::uint64_t>(1, random() >> (1 + c % 63));  // small ones use all
      for (std::size_t i = 0; i < kDraws; ++i) {
        word = conficker_step(kConstants, x87, word);
        chain.values[i] = static_cast<std::int32_t>(static_cast<std::uint32_t>(word));
        chain.letters[i] = static_cast<char>('a' + std::abs(std::int64_t{chain.values[i]}) % 26);
      }
      chain.last = word;
    }
    each_target([&] {
      std::size_t wrong = 0;
      for (const Chain& chain : chains) {
        std::array<std::int32_t, kDraws> values;
        std::array<char, kDraws> letters;
        wrong += conficker_draw(kConstants, x87, chain.first, values, letters) != chain.last ||
                 values != chain.values || letters != chain.letters;
      }
      CHECK(wrong == 0);
      // Side by side, 1 to 8 of them.
      std::array<std::array<std::int32_t, kDraws>, kConfickerChains> values;
      std::array<std::array<char, kDraws>, kConfickerChains> letters;
      for (std::size_t begin = 0, count = 1; begin + count <= chains.size();
           begin += count, count = count % kConfickerChains + 1) {
        std::vector<ConfickerChain> lanes;
        for (std::size_t i = 0; i < count; ++i) {
          lanes.push_back({x87, chains[begin + i].first, values[i].data(), letters[i].data()});
        }
        conficker_draw_each(kConstants, lanes, kDraws);
        for (std::size_t i = 0; i < count; ++i) {
          const Chain& chain = chains[begin + i];
          wrong += lanes[i].word != chain.last || values[i] != chain.values || letters[i] != chain.letters;
        }
      }
      CHECK(wrong == 0);
    });
  }
}

TEST_CASE("Conficker draws letters and numbers from one row, and letters outlive one number") {
  constexpr ConfickerConstants kConstants{0x64236735, 0.737565675, 0x463DA5676, 0x58028E44000, 0xB46A7637};
  ConfickerRandom random{kConstants, 1'234'567'890, true}, plain{kConstants, 1'234'567'890, true};
  std::size_t wrong = 0;
  for (std::uint32_t i = 0; i < 20'000; ++i) {
    const std::string_view letters = random.letters(i * 7 % (ConfickerRandom::kMostLetters + 1));
    const std::int32_t number = random.next();
    for (const char letter : letters) wrong += letter != static_cast<char>('a' + plain.next_magnitude() % 26);
    wrong += number != plain.next();
  }
  CHECK(wrong == 0);
}

TEST_CASE("Suppobox shuffles a tick by tables as bit by bit") {
  constexpr std::array<std::size_t, 15> kPlaces{3, 9, 13, 6, 2, 4, 11, 7, 14, 1, 10, 5, 8, 12, 0};
  const CatalogueEntry& suppobox = builtin_entry("suppobox");
  DomainList names;
  std::string name;
  std::size_t wrong = 0;
  for (const Seed& seed : suppobox.seeds) {
    const std::size_t count = seed.u32("variant") == 1 ? 85 : 614;
    const WordList& words = seed.words("wordlist");
    Period period = suppobox.family->facts().period.containing(seed, midnight(2026, 1, 1));
    for (std::uint32_t windows = 0; windows < 800; ++windows) {
      names.clear();
      suppobox.family->generate(seed, period, names);
      REQUIRE(names.size() == count);
      auto tick = static_cast<std::uint64_t>(unix_time(period.begin)) / 512;
      bool is_second = false;
      for (std::size_t i = 0; i < count; ++i) {
        std::size_t shuffled = 0;
        for (std::size_t bit = 0; bit < kPlaces.size(); ++bit) shuffled |= (tick >> bit & 1) << (14 - kPlaces[bit]);
        const bool is_ru = count == 614 && tick % 5 == 0 && !is_second;
        name.assign(words[shuffled >> 8]).append(words[128 + (shuffled & 0xFF)]).append(is_ru ? ".ru" : ".net");
        wrong += name != names[i];
        is_second = is_ru;
        if (!is_ru) ++tick;
      }
      period = suppobox.family->facts().period.containing(seed, period.begin + std::chrono::seconds{512 * 83});
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("short copies copy what they are given and nothing else, whatever its length") {
  const std::string text = "abcdefghijklmnopqrstuvwxyz";
  for (std::size_t size = 0; size <= text.size(); ++size) {
    std::string four(text.size() + 2, '-'), two = four, expected = four;
    short_copy<4>(std::string_view{text}.substr(0, size), four.data() + 1);
    short_copy<2>(std::string_view{text}.substr(0, size), two.data() + 1);
    expected.replace(1, size, text, 0, size);
    CHECK(four == expected);
    CHECK(two == expected);
  }
}

TEST_CASE("Tinba's labels, one after the other and in lanes, are those of its description") {
  // Each letter: add the old one, XOR the sum, add the old one behind; until it is one, the sum grows.
  const auto described = [](TinbaText& text, std::uint8_t sum, std::uint8_t letter) {
    for (std::size_t k = 0; k < kTinbaLabel; ++k) {
      while (true) {
        letter = static_cast<std::uint8_t>(letter + text[k]) ^ sum;
        letter = static_cast<std::uint8_t>(letter + text[k + 1]);
        if ('a' < letter && letter < 'z') break;
        ++sum;
      }
      text[k] = static_cast<char>(letter);
    }
    text[kTinbaLabel] = '.';
  };
  constexpr std::size_t kChains = 300, kRounds = 1000;
  std::mt19937 random{8};
  std::vector<TinbaChain> chains(kChains);
  std::vector<std::string> wanted(kChains);
  std::size_t wrong = 0;
  for (std::size_t c = 0; c < kChains; ++c) {
    TinbaChain& chain = chains[c];
    for (char& octet : chain.text) octet = static_cast<char>(random());
    chain.sum = static_cast<std::uint8_t>(random() & 0xFF);
    chain.last = static_cast<std::uint8_t>(random() & 0xFF);
    TinbaText text = chain.text, one = text;
    for (std::size_t round = 0; round < kRounds; ++round) {
      described(text, chain.sum, chain.last);
      tinba_next(one, chain.sum, chain.last);
      wrong += one != text;
      wanted[c].append(text.data(), kTinbaLabel);
    }
  }
  CHECK(wrong == 0);
  each_target([&] {
    std::size_t other = 0;
    for (const std::size_t count : {1u, 2u, 11u, 16u, 17u, 64u, 65u, 300u}) {  // of whatever widths
      std::vector<TinbaChain> some(chains.begin(), chains.begin() + static_cast<std::ptrdiff_t>(count));
      std::size_t done = 0;
      for (const std::size_t labels : {1u, 0u, 7u, 192u, 800u}) {
        std::string letters(count * labels * kTinbaLabel, '?');
        for (std::size_t c = 0; c < count; ++c) some[c].labels = letters.data() + c * labels * kTinbaLabel;
        tinba_labels(some, labels);
        for (std::size_t c = 0; c < count; ++c) {
          const std::size_t octets = labels * kTinbaLabel;
          other += std::string_view{letters}.substr(c * octets, octets) !=
                   std::string_view{wanted[c]}.substr(done * kTinbaLabel, octets);
        }
        done += labels;
      }
    }
    CHECK(other == 0);
  });
}

TEST_CASE("MD5 in lanes takes any words of the block") {
  each_target([] {
    std::mt19937 random{7};
    std::uint32_t wrong = 0;
    for (int batch = 0; batch < kBatches / 10; ++batch) {
      std::string text(55, ' ');  // so that thirteen words are the message's alone
      for (char& c : text) c = static_cast<char>(random());
      std::vector<VaryingWord> varying;
      for (std::size_t at = 0; at < 13; ++at) {
        if (random() % 3 != 0) continue;
        varying.push_back({at, {}});
        for (std::uint32_t& word : varying.back().words) word = static_cast<std::uint32_t>(random());
      }
      Md5Words digests;
      md5_each(md5_block(text), varying, digests);
      for (std::size_t i = 0; i < kDigestBatch; ++i) {
        std::string message = text;
        for (const VaryingWord& word : varying) {
          for (std::size_t k = 0; k < 4; ++k) message[4 * word.at + k] = static_cast<char>(word.words[i] >> 8 * k);
        }
        const Md5Digest digest = md5(message);
        std::array<char, 16> octets;
        std::memcpy(octets.data(), digest.data(), octets.size());
        for (std::size_t w = 0; w < 4; ++w) wrong += digests.word[w][i] != word_at(octets.data() + 4 * w, false);
      }
    }
    CHECK(wrong == 0);
  });
}

TEST_CASE("Necurs' labels in lanes are those of one chain after the other, for any number of labels") {
  struct List {
    std::uint64_t slot, magic;
    std::vector<NecursLabel> labels;
  };
  std::vector<List> lists;
  std::mt19937_64 random{9};
  for (std::size_t count = 0; count < 120; ++count) {
    List list{random(), random(), std::vector<NecursLabel>(count % 10 == 9 ? 2048 : count % 40)};
    for (std::size_t i = 0; i < list.labels.size(); ++i) {
      NecursLabel& label = list.labels[i];
      label.state = necurs_mix(necurs_mix(list.slot + i) + list.magic);
      label.length = static_cast<std::uint32_t>(label.state % 15 + 7);
      for (std::uint32_t k = 0; k < label.length; ++k) {
        label.state = necurs_mix(label.state + k);
        label.text[k] = static_cast<char>('a' + label.state % 25);
        label.state = necurs_mix(label.state + 0xABBEDF);
      }
    }
    lists.push_back(std::move(list));
  }
  each_target([&lists] {
    for (const List& list : lists) {
      std::vector<NecursLabel> labels(list.labels.size());
      necurs_labels(list.slot, list.magic, labels);
      std::size_t wrong = 0;
      for (std::size_t i = 0; i < labels.size(); ++i) {
        const NecursLabel &a = labels[i], &b = list.labels[i];
        wrong += a.state != b.state || a.length != b.length || std::memcmp(a.text.data(), b.text.data(), a.length) != 0;
      }
      CHECK(wrong == 0);
    }
  });
}

TEST_CASE("Ranbyus' seeds in lanes are those whose registers make the letters") {
  using Match = std::array<std::size_t, 3>;  // seed, place, beginning
  struct Batch {
    std::uint32_t day, first;
    std::vector<RanbyusPlace> places;
    std::vector<Match> matches;
  };
  std::mt19937 random{11};
  std::vector<Batch> batches;
  for (int i = 0; i < 200; ++i) {
    const CivilDate date = civil(UtcSeconds{std::chrono::days{random() % 20'000}});
    const auto beginning = [&date](std::uint32_t seed, std::uint32_t index, RanbyusPlace* place) {
      RanbyusRegisters registers{date, seed};
      RanbyusBeginning letters{};
      for (std::uint32_t k = 0; k < kRanbyusLabel * index; ++k) registers.next_letter();
      for (std::size_t k = 0; k < letters.size(); ++k) {
        letters[k] = registers.next_letter();
        if (place != nullptr) place->others[k] = registers.others();
      }
      return letters;
    };
    Batch batch{date.day, static_cast<std::uint32_t>(random()), {}, {}};
    for (std::uint32_t index = 0; index < 40; ++index) {
      if (random() % 8 != 0) continue;
      RanbyusPlace place{index, {}, {}};
      for (std::size_t b = 0; b < random() % 4;
           ++b) {  // all of seeds of this batch, or what no seed makes, but for chance
        const bool made = random() % 4 != 0;
        const auto letters = beginning(batch.first + random() % kRanbyusBatch, index, &place);
        place.beginnings.push_back(made ? letters : RanbyusBeginning{'a', 'y', 'b', 'x'});
      }
      batch.places.push_back(std::move(place));
    }
    for (std::uint32_t k = 0; k < kRanbyusBatch; ++k) {
      for (std::size_t p = 0; p < batch.places.size(); ++p) {
        const RanbyusPlace& place = batch.places[p];
        for (std::size_t b = 0; b < place.beginnings.size(); ++b) {
          if (beginning(batch.first + k, place.index, nullptr) == place.beginnings[b])
            batch.matches.push_back({batch.first + k, p, b});
        }
      }
    }
    std::ranges::sort(batch.matches);
    batches.push_back(std::move(batch));
  }
  each_target([&batches] {
    std::size_t matches = 0;
    for (const Batch& batch : batches) {
      std::vector<RanbyusMatch> found;
      ranbyus_matches(batch.day, batch.first, batch.places, found);
      std::vector<Match> sorted;
      for (const RanbyusMatch& match : found) sorted.push_back({match.seed, match.place, match.beginning});
      std::ranges::sort(sorted);
      CHECK(sorted == batch.matches);
      matches += sorted.size();
    }
    CHECK(matches > 500);
  });
}

TEST_CASE("Pykspa's slots in lanes have the names of one slot after the other, however many") {
  const CatalogueEntry& pykspa = builtin_entry("pykspa_improved");
  const PeriodRule rule = pykspa.family->facts().period;
  std::vector<ListOrder> orders;
  std::vector<DomainList> wanted, lists(40);
  UtcSeconds at = midnight(2026, 1, 1);
  for (DomainList& list : lists) {
    const Seed& seed = pykspa.seeds[orders.size() % pykspa.seeds.size()];
    orders.push_back({&seed, rule.containing(seed, at), &list});
    pykspa.family->generate(seed, orders.back().period, wanted.emplace_back());
    at += std::chrono::days{7};
  }
  each_target([&] {
    for (const std::size_t count : {2u, 15u, 16u, 17u, 40u}) {
      for (DomainList& list : lists) list.clear();
      generate_all(*pykspa.family, std::span{orders}.first(count));
      std::size_t wrong = 0;
      for (std::size_t i = 0; i < count; ++i) {
        wrong += lists[i].size() != wanted[i].size();
        for (std::size_t k = 0; k < std::min(lists[i].size(), wanted[i].size()); ++k)
          wrong += lists[i][k] != wanted[i][k];
      }
      CHECK(wrong == 0);
    }
  });
}

}  // namespace dgacast
