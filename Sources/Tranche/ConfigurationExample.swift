/// Every key of `config.yaml`, commented out: what `tranche config --example` prints.
///
/// A line that begins with `#` and anything but one blank is the file's; taking those signs away makes it one.
enum ConfigurationExample {
  static let text = """
    # Choices for every run. What the command line says counts more than this file, and this file more than the
    # program's own choice, which stands here wherever one value does.
    # Take the # away from what you want to change.

    # A theme by name (tranche themes), or its file (if none is named: dark, or light on a light background); and how
    # many colours: auto, none, 16, 256 or true.
    #theme: dark
    #colors: auto

    # What the screen shows first: ladder, tranches, stop, chart, big or all.
    #view: all

    # Whether the last price stays in the middle while the rows move; and within how many rows of the edge it may come
    # before the ladder is brought back to it.
    #ladder: {centred: no, recentre: 0}

    # Whether the wheel moves the ladder; off, and the mouse selects text without Shift.
    #mouse: on

    # No new trade after a day's loss above this, for plans that say nothing of it: 3R, or an amount. There is none
    # if it is not said.
    #daily loss: 3R

    # What Tab offers behind `take`, in per cent of all that was entered; 100 is all that is open.
    #take presets: [25, 50, 100]

    # An action's name (tranche keys) with its keys, none for no key; or a key with a sentence, which it previews as
    # `:` would.
    #keys:
    #  flatten: [f, F9]
    #  note: none
    #  F5: take 25%, stop to breakeven

    # What calls you. On fill, stop hit, target, alarm, refused, feed stale, closed, near stop, or all; do bell, title,
    # notify (a desktop notice), and a command: a program and its arguments, run without a shell. What happened is its
    # last argument, and in TRANCHE_… variables.
    #attention:
    #  - {on: [fill, target], do: [bell, title]}
    #  - {on: [stop hit, closed], do: [bell, notify], command: [notify-send, Tranche]}
    """
}
