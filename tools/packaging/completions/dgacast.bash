# SPDX-License-Identifier: Apache-2.0
# bash completion of dgacast: the program itself says what fits.
# shellcheck shell=bash
_dgacast() {
  local word
  COMPREPLY=()
  # The word at the cursor goes as far as the cursor.
  local typed=("${COMP_WORDS[@]:1:COMP_CWORD-1}" "${COMP_WORDS[COMP_CWORD]}")
  while IFS= read -r word; do
    case $word in
      :file) compopt -o default ;;
      :folder) compopt -o dirnames ;;
      *) COMPREPLY+=("${word%%$'\t'*}") ;;
    esac
  done < <("$1" complete -- "${typed[@]}" 2>/dev/null)
}
complete -F _dgacast dgacast
