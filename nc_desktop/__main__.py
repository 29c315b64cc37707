"""Entry point of `nc-desktop` and `python -m nc_desktop`."""

from __future__ import annotations

import sys

from nc_desktop.arguments import parse_arguments


def main() -> int:
    """Run the program and return its exit code."""
    arguments = parse_arguments(sys.argv[1:])
    if arguments.desktop_entry:
        return _change_desktop_entry(remove=arguments.desktop_entry == "remove")
    try:
        if sys.platform == "win32":
            # Qt brings a C++ runtime of its own; torch's DLLs fail to load after it (WinError
            # 1114). Elsewhere torch loads behind the window.
            import torch  # noqa: F401
        from nc_desktop.application import run

        return run(arguments, sys.argv)
    except KeyboardInterrupt:  # Ctrl-C before the window handles it
        return 130


def _change_desktop_entry(*, remove: bool) -> int:
    from nc_desktop import desktop_entry

    try:
        files = desktop_entry.remove() if remove else desktop_entry.install()
    except desktop_entry.DesktopEntryError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for file in files:
        sys.stdout.write(f"{file}: {'removed' if remove else 'written'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
