#!/bin/sh
# After the Debian package is gone: the command leaves the path. On an upgrade the new package has set its own already.
set -e
case "${1-}" in
  upgrade | failed-upgrade | abort-*) exit 0 ;;
esac
if [ "$(readlink /usr/bin/anju 2>/dev/null)" = '/opt/${sanitizedProductName}/bin/anju' ]; then rm -f /usr/bin/anju; fi
if command -v update-mime-database >/dev/null; then update-mime-database /usr/share/mime || true; fi
if command -v update-desktop-database >/dev/null; then update-desktop-database /usr/share/applications || true; fi
