#!/bin/sh
# Install the Linux bundle for everybody of this PC (root), or take it away again; an office's data is never touched.
#   sh install.sh            run beside the folder `motcua`
#   sh install.sh --remove
# Before anything is copied it looks for the libraries of needed-debian.txt and names the packages that are missing.
# DESTDIR= puts everything under another root.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root="${DESTDIR:-}"
share="$root/usr/share"
opt="$root/opt/motcua"

refresh() {
  [ -n "$root" ] && return 0
  command -v update-mime-database >/dev/null && update-mime-database "$share/mime" || true
  command -v update-desktop-database >/dev/null && update-desktop-database -q "$share/applications" || true
}

if [ "${1:-}" = --remove ]; then
  rm -rf "$opt"
  rm -f "$share/applications/motcua.desktop" "$share/mime/packages/motcua.xml" \
    "$share/icons/hicolor/256x256/apps/motcua.png" "$root/usr/bin/motcua"
  refresh
  exit 0
fi

# What the program needs of Debian: a library and its package a line.
missing=""
known="$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)"
while read -r library package; do
  case "$library" in "" | \#*) continue ;; esac
  case "$known" in *"	$library "*) continue ;; esac
  case " $missing " in *" $package "*) ;; *) missing="$missing $package" ;; esac
done <"$here/needed-debian.txt"
if [ -n "$missing" ]; then
  echo "Máy này thiếu gói của Debian. Hãy chạy: apt-get install$missing" >&2
  exit 1
fi

bundle="$here/motcua"
[ -x "$bundle/motcua" ] || { echo "install: $bundle/motcua is not there"; exit 1; }
mkdir -p "$root/opt" "$root/usr/bin" "$share/applications" "$share/mime/packages" "$share/icons/hicolor/256x256/apps"
# The new folder is whole before the old one goes.
rm -rf "$opt.new"
cp -R "$bundle" "$opt.new"
rm -rf "$opt"
mv "$opt.new" "$opt"
ln -sf /opt/motcua/motcua "$root/usr/bin/motcua"
install -m 644 "$here/motcua.desktop" "$share/applications/"
install -m 644 "$here/motcua.xml" "$share/mime/packages/"
install -m 644 "$bundle/_internal/resources/icons/motcua.png" "$share/icons/hicolor/256x256/apps/"
refresh
