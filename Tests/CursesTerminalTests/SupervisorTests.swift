import Glibc
import Screen
import TerminalTesting
import Testing

/// Real terminals and a real process: every way to end must leave the terminal as it was found.
@Suite(.serialized) struct SupervisorTests {
  /// How a run is brought to its end.
  enum Blow: Sendable, CustomStringConvertible {
    case key(String)
    case signal(Int32)
    case fault(String)

    var description: String {
      switch self {
      case .key(let key): "key \(key)"
      case .signal(let number): "signal \(number)"
      case .fault(let name): "fault \(name)"
      }
    }
  }

  private func strike(_ run: ProbeRun, _ blow: Blow) throws {
    switch blow {
    case .key(let key): try run.press(key) { run.status != nil }
    case .signal(let number): try run.send(number)
    case .fault(let name): run.note(name, in: "fault")
    }
    try run.waitForEnd()
  }

  /// What the person finds afterwards.
  private func expectRestored(_ run: ProbeRun) {
    run.readRest()
    #expect(run.terminal.modesAreInitial)
    #expect(run.hasLeftScreen, "\(run.terminal.outputText.suffix(80).debugDescription)")
    #expect(run.lines("stderr").isEmpty || run.status ?? 0 > 128, "\(run.lines("stderr"))")
  }

  @Test(
    arguments: [
      (.key("q"), 0, "quit true"), (.signal(SIGTERM), 143, "signal(15) true"),
      (.signal(SIGINT), 130, "signal(2) true"),
      (.signal(SIGQUIT), 131, "signal(3) true"), (.signal(SIGHUP), 129, "hangup true"),
      (.signal(SIGUSR1), 138, "signal(10) true"), (.signal(SIGXCPU), 152, "signal(24) true"),
      (.fault("return"), 0, "engineEnded true"), (.fault("throw"), 1, "engineFailed(\"asked\") true"),
    ] as [(Blow, Int, String)]) func endsInOrder(_ blow: Blow, _ status: Int, _ ending: String) throws
  {
    let run = try ProbeRun()
    try run.waitForScreen()
    try strike(run, blow)
    #expect(run.status == status)
    #expect(run.lines("ending") == [ending])
    expectRestored(run)
  }

  @Test(
    arguments: [
      (.key("S"), SIGSEGV), (.key("O"), SIGSEGV), (.fault("segmentation"), SIGSEGV),
      (.fault("overflow"), SIGSEGV),
      (.fault("background"), SIGSEGV), (.signal(SIGSEGV), SIGSEGV), (.signal(SIGABRT), SIGABRT),
      (.signal(SIGBUS), SIGBUS), (.signal(SIGFPE), SIGFPE), (.signal(SIGSYS), SIGSYS),
      (.signal(SIGTRAP), SIGTRAP),
    ] as [(Blow, Int32)]) func crashRestoresAndKeepsItsSignal(_ blow: Blow, _ signal: Int32) throws
  {
    let run = try ProbeRun()
    try run.waitForScreen()
    try strike(run, blow)
    #expect(run.status == 128 + Int(signal))
    #expect(run.lines("log").last == "tranche: crashed by signal \(signal < 10 ? "0" : "")\(signal)")
    expectRestored(run)
  }

  @Test func theRuntimesLastWordsGoToTheLog() throws {
    let run = try ProbeRun()
    try run.waitForScreen()
    try strike(run, .fault("message"))
    #expect(run.status ?? 0 > 128)
    #expect(run.lines("log").contains { $0.contains("asked to end by fatalError") })
    #expect(run.lines("log").last?.hasPrefix("tranche: crashed by signal") == true)
    expectRestored(run)
  }

  @Test func aClosedTerminalEndsIt() throws {
    let run = try ProbeRun()
    try run.waitForScreen()
    run.terminal.hangUp()
    try run.wait(for: "ending") { !run.lines("ending").isEmpty }
    #expect(run.lines("ending") == ["hangup true"])
    #expect(run.lines("events").contains("hangup"))
    try run.wait(for: "end of the process") { run.hasEnded }
  }

  /// The session's leader dies of the first hang-up, and the kernel sends a second one for that.
  @Test func aSecondHangUpCutsNothingShort() throws {
    let run = try ProbeRun(environment: ["TERM=xterm-256color", "LC_ALL=C.UTF-8", "HANGS_UP_AGAIN=yes"])
    try run.waitForScreen()
    try strike(run, .signal(SIGHUP))
    #expect(run.lines("ending") == ["hangup true"])
    #expect(run.status == 129)
    expectRestored(run)
  }

  /// Nobody reads: the engine goes on, and every end is still one that restores.
  @Test(
    arguments: [
      .signal(SIGTERM), .signal(SIGINT), .signal(SIGHUP), .fault("return"), .fault("message"),
      .fault("overflow"),
      .fault("background"), .signal(SIGSEGV),
    ] as [Blow]) func anUnreadTerminalHoldsNothingUp(_ blow: Blow) throws
  {
    let run = try ProbeRun(columns: 250, rows: 70)
    run.reads = false
    try run.wait(for: "start") { run.beats > 0 }
    try run.waitUntilFull()
    try strike(run, blow)
    #expect(run.terminal.modesAreInitial)
    if !run.lines("ending").isEmpty { #expect(run.lines("ending")[0].hasSuffix("true")) }
    expectRestored(run)
  }

  @Test func anUnreadTerminalThatClosesEndsIt() throws {
    let run = try ProbeRun(columns: 250, rows: 70)
    try run.waitUntilFull()
    run.terminal.hangUp()
    try run.wait(for: "end of the process") { run.hasEnded }
    #expect(run.lines("ending") == ["hangup true"])
  }

  @Test func lastWordsAreReadAfterTheScreen() throws {
    let run = try ProbeRun(
      script: ProbeRun.speaking, environment: ["TERM=xterm-256color", "LC_ALL=C.UTF-8", "SAYS=goodbye"])
    try run.waitForScreen()
    try strike(run, .signal(SIGTERM))
    run.readRest()
    let end = try #require(run.terminal.outputText.split(separator: "\u{1B}[?1049l").last)
    #expect(end.hasSuffix("goodbye\r\n"))
    #expect(run.terminal.modesAreInitial)
  }

  /// More than any terminal holds.
  @Test func lastWordsNobodyReadsHoldNothingUp() throws {
    let words = String(repeating: "goodbye ", count: 12_000)
    let run = try ProbeRun(
      script: ProbeRun.speaking, columns: 250, rows: 70,
      environment: ["TERM=xterm-256color", "LC_ALL=C.UTF-8", "SAYS=\(words)"])
    try run.waitUntilFull()
    try strike(run, .signal(SIGTERM))
    #expect(run.status == 143)
    #expect(run.terminal.modesAreInitial)
  }

  @Test func whatLibrariesPrintGoesToTheLog() throws {
    let run = try ProbeRun()
    try run.waitForScreen()
    try run.press("p") { run.inputs.contains { $0.contains("\"p\"") } }
    try strike(run, .key("q"))
    #expect(run.lines("log").contains("printed by a library"))
    #expect(!run.terminal.outputText.contains("printed"))
  }
}

/// Stopping and continuing, as shells do it.
@Suite(.serialized) struct SuspensionTests {
  enum Stop: Sendable { case key, signal, unread, frozen }

  @Test(arguments: [.key, .signal, .unread, .frozen] as [Stop]) func continuesWhereItStopped(_ stop: Stop)
    throws
  {
    let run = try ProbeRun(script: ProbeRun.continued, columns: 250, rows: 70)
    if stop == .unread { try run.waitUntilFull() } else { try run.waitForScreen() }
    switch stop {
    case .key: try run.press("z") { !run.lines("stopped").isEmpty }
    case .signal, .unread: try run.send(SIGTSTP)
    // Nobody asks it: the terminal stays as it is, but must be drawn again.
    case .frozen: try run.send(SIGSTOP)
    }
    try run.wait(for: "stop") { !run.lines("stopped").isEmpty }
    run.readRest()
    if stop != .frozen {
      #expect(run.terminal.modesAreInitial)
      #expect(run.hasLeftScreen)
    }
    run.reads = true
    run.terminal.forgetOutput()
    let beats = run.beats
    run.note("", in: "go")
    try run.wait(for: "redraw") { run.terminal.shows("PROBE 250x70") }
    try run.wait(for: "engine") { run.beats > beats }
    #expect(run.terminal.outputText.contains("\u{1B}[?1049h"))
    #expect(run.terminal.outputText.contains("\u{1B}[?2004h\u{1B}[?1000h\u{1B}[?1006h"))
    #expect(!run.terminal.modesAreInitial)
    try run.press("q") { run.status != nil }
    run.readRest()
    #expect(run.status == 0)
    #expect(run.hasLeftScreen)
    #expect(run.terminal.modesAreInitial)
  }

  @Test func inTheBackgroundTheEngineGoesOnAndNothingIsDrawn() throws {
    let run = try ProbeRun(script: ProbeRun.continuedBehind)
    try run.waitForScreen()
    try run.press("z") { !run.lines("stopped").isEmpty }
    run.readRest()
    run.terminal.forgetOutput()
    let beats = run.beats
    try run.wait(for: "engine in the background") { run.beats > beats + 50 }
    #expect(run.terminal.modesAreInitial)
    #expect(!run.terminal.outputText.contains("\u{1B}"))
    run.note("", in: "go")
    try run.wait(for: "redraw") { run.terminal.shows("PROBE") }
    try run.press("q") { run.status != nil }
    run.readRest()
    #expect(run.hasLeftScreen && run.terminal.modesAreInitial)
  }

  @Test func endsWhileInTheBackgroundWithoutTouchingTheTerminal() throws {
    let run = try ProbeRun(script: ProbeRun.continuedBehind)
    try run.waitForScreen()
    try run.press("z") { !run.lines("stopped").isEmpty }
    let beats = run.beats
    try run.wait(for: "engine in the background") { run.beats > beats }
    run.readRest()
    run.terminal.forgetOutput()
    try run.send(SIGTERM)
    try run.wait(for: "ending") { !run.lines("ending").isEmpty }
    #expect(run.lines("ending") == ["signal(15) true"])
    #expect(run.terminal.modesAreInitial)
    #expect(!run.terminal.outputText.contains("\u{1B}"))
  }

  @Test func aTerminalThatClosesWhileInTheBackgroundEndsIt() throws {
    let run = try ProbeRun(script: ProbeRun.continuedBehind)
    try run.waitForScreen()
    try run.press("z") { !run.lines("stopped").isEmpty }
    let beats = run.beats
    try run.wait(for: "engine in the background") { run.beats > beats }
    run.terminal.hangUp()
    try run.wait(for: "ending") { !run.lines("ending").isEmpty }
    #expect(run.lines("ending") == ["hangup true"])
  }

  /// The kernel does not stop what nobody could continue; a screen given away must come back.
  @Test func whereNobodyCouldContinueItItGoesOn() throws {
    let run = try ProbeRun(script: ProbeRun.alone)
    try run.waitForScreen()
    run.terminal.forgetOutput()
    try run.press("z") { run.terminal.shows("\u{1B}[?1049h") }
    // Both may have come at once.
    try run.wait(for: "redraw") { run.terminal.outputText.contains("PROBE") }
    #expect(!run.terminal.modesAreInitial)
    try run.press("q") { !run.lines("ending").isEmpty }
    #expect(run.lines("ending") == ["quit true"])
  }
}
