# SPDX-License-Identifier: Apache-2.0
# fish completion of dgacast: the program itself says what fits.
function __dgacast_complete
    set -l typed (commandline -opc) (commandline -ct)
    set -l option (string match -r -- '^--[^=]+=' $typed[-1])
    set -l value (string replace -- "$option" '' $typed[-1])
    for line in ($typed[1] complete -- $typed[2..] 2>/dev/null)
        switch $line
            case :file
                string replace -r -- '^' "$option" (__fish_complete_path "$value")
            case :folder
                string replace -r -- '^' "$option" (__fish_complete_directories "$value" '')
            case '*'
                echo $line
        end
    end
end
complete -c dgacast -f -a '(__dgacast_complete)'
