// SPDX-License-Identifier: Apache-2.0
// Names as people paste them out of reports, mails, tickets and browsers.
#pragma once
#include <string>
#include <string_view>

namespace dgacast {

/// The name that `text`, one line or one argument, means:
///   evil[.]example  evil(dot)example  evil\.example  evil dot example       defanged
///   hxxps[:]//user@evil[.]example:8080/gate.php?x=1                         a URL, with or without a scheme
///   evil.example:443   mail@evil.example   *.evil.example   .evil.example   parts around it
///   "evil.example",  <evil.example>  - evil.example   evil.example # seen   quotes, brackets, bullets, comments
/// Case, U-labels and `www.` stay. Empty when nothing but white space or a comment is there. What means no name comes
/// back as it is: could_be_name() tells. The result is good as long as `text` and `scratch` are left alone. A line that
/// is a bare name costs one pass over it.
std::string_view meant_name(std::string_view text, std::string& scratch);

/// Whether `name`, lower case or not, can be asked for: at most 253 bytes of letters, digits and the signs that bots
/// and hosts have in names (`-_.` and, for what faulty bots make, `` []\^` ``), or bytes of U-labels, and not an IP
/// address. It need not be a host name: check_name() (hostname.h) judges that.
bool could_be_name(std::string_view name) noexcept;

/// `name` without a leading `www.`, where two labels or more are left.
std::string_view without_www(std::string_view name) noexcept;

}  // namespace dgacast
