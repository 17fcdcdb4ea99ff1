#!/bin/sh
# After the Debian package is unpacked: the command in the path, the sandbox, the file type.
set -e
here='/opt/${sanitizedProductName}'
ln -sf "$here/bin/anju" /usr/bin/anju

# Chromium's sandbox uses user namespaces where the system lets it, else a helper that must be the superuser's.
if [ -e /proc/self/ns/user ] && unshare --user true 2>/dev/null; then
  chmod 0755 "$here/chrome-sandbox"
else
  chmod 4755 "$here/chrome-sandbox"
fi

if command -v update-mime-database >/dev/null; then update-mime-database /usr/share/mime || true; fi
if command -v update-desktop-database >/dev/null; then update-desktop-database /usr/share/applications || true; fi
