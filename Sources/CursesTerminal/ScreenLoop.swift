import Glibc
import Screen

/// The loop of the screen's thread: waits for keys and for news. News is drawn at most thirty times a second,
/// what a key has changed at once.
public struct ScreenLoop {
  /// Milliseconds from one picture to the next that shows news.
  static let frameInterval = 33
  /// The same for one that answers a key: shorter than any pause between two keys, so that nobody waits for
  /// it, but bytes that come as a flood do not draw a picture each.
  static let answerInterval = 4
  /// After this many milliseconds without a look at the keyboard, what was typed meanwhile is thrown away:
  /// the person did not see what the keys would act on.
  static let stall = 500

  private let device: TerminalDevice
  private let control: ScreenControl
  private let colors: Int
  private let idleInterval: Int

  /// `colors`: the most to use; 0 draws without colour. `idleMilliseconds`: how long at most without asking
  /// for a picture, so that ages on it go on growing when nothing else happens.
  public init(device: TerminalDevice, control: ScreenControl, colors: Int = 256, idleMilliseconds: Int = 250)
  {
    self.device = device
    self.control = control
    self.colors = colors
    idleInterval = max(Self.frameInterval, idleMilliseconds)
  }

  /// Runs until the supervisor ends it, or the terminal hangs up. `frame` gives the picture for a size that
  /// is never empty, or nil if nothing has changed; `signs` are asked for behind each picture, also one that has not
  /// changed; `input` gets keys, pastes and new sizes. All are called on this thread. Throws `TerminalError` if the
  /// screen cannot begin.
  public func run(
    frame: (Size) -> CellBuffer?, signs: () -> [TerminalSign] = { [] }, input: (TerminalInput) -> Void
  ) throws(TerminalError) {
    let terminal = try Terminal(device: device, colors: colors)
    var keyboard = Keyboard(device: device)
    var pictures = Pictures(idle: idleInterval)
    // What was typed before the first picture was meant for something else.
    device.discardInput()
    terminal.ask()
    var lookedAt = MonotonicClock.milliseconds
    while true {
      let requests = control.take()
      if requests.ends { return }
      if requests.parks {
        control.waitWhileParked()
        keyboard.discard()
        continue
      }
      if requests.enters { terminal.enter() }
      if requests.takesSize || requests.enters {
        if terminal.takeSize() { input(.resized(terminal.size)) }
        pictures.isDue = true
      }
      if requests.repaints {
        terminal.redraw()
        pictures.isDue = true
      }
      if requests.draws { pictures.isDue = true }
      if requests.answers { pictures.isAwaited = true }
      if MonotonicClock.milliseconds - lookedAt > Self.stall { keyboard.discard() }

      let began = MonotonicClock.milliseconds
      let ready = wait(keyboard, pictures)
      lookedAt = MonotonicClock.milliseconds
      // Longer than was asked for: the process stood still, and nobody saw what the keys would act on.
      if let asked = ready.timeout, lookedAt - began > asked + Self.stall { keyboard.discard() }
      switch keyboard.read(ready.terminal) {
      case .gone: return control.terminalGone()
      case .inputs(let inputs):
        for one in inputs { input(one) }
        if !inputs.isEmpty { pictures.isAwaited = true }
      }
      if ready.canDraw {
        let picture = frame(terminal.size)
        if let picture { terminal.show(picture) }
        terminal.give(signs())
        pictures.asked(hasShown: picture != nil)
      }
    }
  }

  /// Waits for keys, requests, the end of a pause in the keys, or the moment when the terminal can take a
  /// picture.
  private func wait(_ keyboard: borrowing Keyboard, _ pictures: borrowing Pictures) -> (
    terminal: Int16, canDraw: Bool, timeout: Int?
  ) {
    let pause = pictures.millisecondsUntilDue
    let events = Int16(POLLIN) | (pause == 0 ? Int16(POLLOUT) : 0)
    var descriptors = [
      pollfd(fd: device.descriptor, events: events, revents: 0),
      pollfd(fd: control.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    // A terminal that takes nothing makes itself known when it does.
    let timeouts = [pause == 0 ? nil : pause, keyboard.patienceMilliseconds].compactMap { $0 }
    let timeout = timeouts.min()
    Descriptor.wait(for: &descriptors, milliseconds: timeout ?? -1)
    return (descriptors[0].revents, pause == 0 && descriptors[0].revents & Int16(POLLOUT) != 0, timeout)
  }
}

/// When the next picture is due.
private struct Pictures {
  let idle: Int
  /// There is something new to show.
  var isDue = true
  /// A person has pressed a key and looks for its answer.
  var isAwaited = false
  private var lastAsked: Int?
  private var lastShown: Int?

  init(idle: Int) { self.idle = idle }

  /// 0 if one is to be drawn now. Only a picture that was shown keeps the next one waiting: the first news of
  /// all is not late because the screen was there before it.
  var millisecondsUntilDue: Int {
    let since = isAwaited || isDue ? lastShown : lastAsked
    guard let since else { return 0 }
    let pause = isAwaited ? ScreenLoop.answerInterval : isDue ? ScreenLoop.frameInterval : idle
    return max(0, since + pause - MonotonicClock.milliseconds)
  }

  mutating func asked(hasShown: Bool) {
    isDue = false
    isAwaited = false
    lastAsked = MonotonicClock.milliseconds
    if hasShown { lastShown = lastAsked }
  }
}
