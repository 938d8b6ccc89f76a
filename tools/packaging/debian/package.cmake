# SPDX-License-Identifier: Apache-2.0
# The Debian package, from what was built: cpack -G DEB (in the build folder). Whoever publishes it says who they are:
# cpack -G DEB -D CPACK_PACKAGE_CONTACT='Name <address>'. It has the component `program` of what is installed;
# finish.cmake brings that into Debian's form.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "The dgacast authors <dgacast@packages.invalid>" CACHE STRING "maintainer of the package")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_ALL program)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/finish.cmake)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What makes the user of the feeds, as dh_installsysusers asks for it.
# libcurl is loaded when a feed is fetched, and so not found among the libraries; since Debian 13 it has another name.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libcurl4 | libcurl4t64, systemd | systemd-standalone-sysusers | systemd-sysusers")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS publicsuffix)  # newer than what libpsl has built in
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "bind9-utils, gpg, gpgv, knot, minisign, rsync")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "forecasts the domains that malware will call")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"A bot with a domain generation algorithm computes the names of its command
servers from the date and a seed. dgacast computes the same names first, for
every publicly documented algorithm, and writes them as lists that registries,
CERTs and resolvers take: plain, RPZ, CSV, EPP, STIX, MISP and others.

A daily feed with deltas, guards and signatures is made by a systemd timer.
dgacast contacts none of the names.")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  ${CMAKE_CURRENT_LIST_DIR}/postinst ${CMAKE_CURRENT_LIST_DIR}/prerm ${CMAKE_CURRENT_LIST_DIR}/postrm)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
