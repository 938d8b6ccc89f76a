# SPDX-License-Identifier: Apache-2.0
# Run by cpack between installing and packing: what Debian's policy asks of files, and `cmake --install` need not do.
set(root ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/ALL_COMPONENTS_IN_ONE)
set(share ${root}/usr/share)
set(doc ${share}/doc/dgacast)

# compress(FILE...): -n, so that the same octets come out again.
function(compress)
  execute_process(COMMAND gzip -9n ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(COPY ${CMAKE_CURRENT_LIST_DIR}/copyright DESTINATION ${doc})
file(RENAME ${doc}/CHANGELOG.md ${doc}/changelog)
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)  # of SOURCE_DATE_EPOCH where it is set
set(version ${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE})
file(WRITE ${doc}/changelog.Debian "dgacast (${version}) unstable; urgency=medium

  * The changes are in changelog.gz, beside this file.

 -- ${CPACK_PACKAGE_CONTACT}  ${date}
")
# Nobody asked Debian for this package, so that its first version closes no bug there.
file(WRITE ${share}/lintian/overrides/dgacast "dgacast: initial-upload-closes-no-bugs\n")
file(GLOB pages ${share}/man/man*/*.[1-9])
compress(${doc}/changelog ${doc}/changelog.Debian ${pages})

# Debian's zsh looks into vendor-completions; site-functions is the place of what was installed by hand.
file(RENAME ${share}/zsh/site-functions ${share}/zsh/vendor-completions)
# Here the administrator puts configurations and keys. The package has none: no upgrade has a say in them.
file(MAKE_DIRECTORY ${root}/etc/dgacast)

# Whatever the umask of who packs.
set(readable OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
set(executable ${readable} OWNER_EXECUTE GROUP_EXECUTE WORLD_EXECUTE)
file(CHMOD_RECURSE ${root}/etc ${root}/usr FILE_PERMISSIONS ${readable} DIRECTORY_PERMISSIONS ${executable})
file(CHMOD ${root}/usr/bin/dgacast ${root}/usr/libexec/dgacast/dgacast-plugin-worker PERMISSIONS ${executable})
