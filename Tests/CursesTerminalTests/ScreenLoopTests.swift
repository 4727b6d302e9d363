import Glibc
import Screen
import TerminalTesting
import Testing

/// The screen's loop on a real terminal: sizes, pastes, and terminals it cannot draw on.
@Suite(.serialized) struct ScreenLoopTests {
  @Test func survivesAStormOfSizes() throws {
    let seed = UInt64.random(in: .min ... .max)
    print("seed \(seed)")
    var random = SeededRandom(seed: seed)
    let run = try ProbeRun()
    try run.waitForScreen()
    let odd: [(UInt16, UInt16)] = [
      (0, 0), (1, 1), (0, 7), (7, 0), (2, 1), (1, 200), (1000, 500), (65535, 65535),
    ]
    for _ in 0..<300 {
      let size =
        Int.random(in: 0..<4, using: &random) == 0
        ? odd[Int.random(in: 0..<odd.count, using: &random)]
        : (UInt16.random(in: 0...200, using: &random), UInt16.random(in: 0...60, using: &random))
      run.terminal.resize(columns: size.0, rows: size.1)
      if Bool.random(using: &random) { run.terminal.read() }
    }
    run.terminal.forgetOutput()
    run.terminal.resize(columns: 77, rows: 11)
    try run.wait(for: "picture of the last size, seed \(seed)", seconds: 20) {
      run.terminal.shows("PROBE 77x11")
    }
    try run.press("q") { run.status != nil }
    #expect(run.status == 0)
    #expect(run.inputs.contains("input resized(Screen.Size(columns: 77, rows: 11))"))
  }

  /// Keys, end marks, anything may be in it.
  @Test func aPasteIsNeverAKey() throws {
    let seed = UInt64.random(in: .min ... .max)
    print("seed \(seed)")
    var random = SeededRandom(seed: seed)
    var paste = (0..<100_000).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    paste.insert(contentsOf: "\u{1B}[201~F\rq".utf8, at: 60_000)
    paste = Array("\u{1B}[200~".utf8) + paste + Array("\u{1B}[201~".utf8)
    let run = try ProbeRun()
    try run.waitForScreen()
    var (sent, since) = (0, time(nil))
    try run.wait(for: "paste to be taken, seed \(seed)", seconds: 30) {
      if run.inputs.contains(where: { $0.hasPrefix("input pasted(") }) && sent == paste.count { return true }
      // A screen that was held up throws away what was typed meanwhile: then it is pasted again.
      if sent == paste.count && time(nil) - since > 3 { (sent, since) = (0, time(nil)) }
      sent += run.terminal.type(paste[sent...].prefix(2048))
      return false
    }
    try run.press("q") { run.status != nil }
    let keys = run.inputs.filter { $0.contains("key(") }
    #expect(keys.allSatisfy { $0 == "input key(Screen.Key.character(\"q\"))" }, "seed \(seed): \(keys)")
    #expect(run.status == 0)
  }

  /// What is typed while the program is stopped was not typed at what it shows afterwards.
  @Test func keysTypedWhileItWasStoppedAreThrownAway() throws {
    let run = try ProbeRun(script: ProbeRun.alone)
    try run.waitForScreen()
    try run.send(SIGSTOP)
    usleep(200_000)
    _ = run.terminal.type("F".utf8)
    usleep(1_500_000)
    let before = run.beats
    try run.send(SIGCONT)
    try run.wait(for: "going on") { run.beats > before + 50 }
    try run.press("x") { run.inputs.contains { $0.contains("\"x\"") } }
    let keys = run.inputs.filter { $0.contains("key(") }
    #expect(keys.allSatisfy { $0.contains("\"x\"") }, "\(keys)")
  }

  /// A shell may hand on whatever its own window once was.
  @Test func theTerminalSaysHowLargeItIs() throws {
    let run = try ProbeRun(
      environment: ["TERM=xterm-256color", "LC_ALL=C.UTF-8", "LINES=40000", "COLUMNS=1"])
    try run.wait(for: "picture of the real size") { run.terminal.shows("PROBE 100x30") }
  }

  @Test func keysArriveInOrder() throws {
    let run = try ProbeRun()
    try run.waitForScreen()
    let names = ["up", "pageDown", "character(\"é\")", "control(\"a\")", "enter"]
    try run.press("\u{1B}OA\u{1B}[6~é\u{1}\r") {
      run.inputs.filter { $0.contains("Key") }.count >= names.count
    }
    #expect(run.inputs.suffix(names.count) == names.map { "input rapid(Screen.Key.\($0))" }, "all at once")
  }

  @Test func withoutUTF8OnlyASCIIIsDrawn() throws {
    let run = try ProbeRun(environment: ["TERM=xterm-256color", "LC_ALL=C"])
    try run.waitForScreen()
    try run.press("q") { run.status != nil }
    run.readRest()
    #expect(run.terminal.outputText.contains("PROBE 100x30 ??"))
    #expect(run.terminal.output.allSatisfy { $0 < 0x80 })
  }

  @Test(arguments: ["xterm", "linux", "vt100", "screen-256color"])
  func drawsOnOtherTerminals(_ type: String) throws {
    let run = try ProbeRun(environment: ["TERM=\(type)", "LC_ALL=C.UTF-8"])
    try run.waitForScreen()
    try run.press("q") { run.status != nil }
    #expect(run.status == 0)
    #expect(run.terminal.modesAreInitial)
  }

  /// The description knows 256 colours; the terminal is said to know more.
  @Test(arguments: ["xterm-256color", "xterm", "tmux-256color"]) func exactColorsAreSentWhereAskedFor(
    _ type: String
  ) throws {
    let run = try ProbeRun(environment: ["TERM=\(type)", "COLORTERM=truecolor", "LC_ALL=C.UTF-8"])
    try run.waitForScreen()
    try run.press("q") { run.status != nil }
    run.readRest()
    #expect(run.status == 0)
    #expect(run.terminal.outputText.contains("38;2;1;2;3m"))
    #expect(run.terminal.outputText.contains("48;2;4;5;6m"))
    #expect(run.terminal.modesAreInitial)
  }

  @Test(arguments: [
    ("TERM=dumb", "a terminal of type \"dumb\" cannot place its cursor (TERM)"),
    ("TERM=nonsense", "no description of the terminal type \"nonsense\" is installed (TERM)"),
    ("TERM=x\u{1B}]0;", "no description of the terminal type \"x?]0;\" is installed (TERM)"),
    ("TERM=", "TERM is not set: the type of the terminal is unknown"),
    ("OTHER=", "TERM is not set: the type of the terminal is unknown"),
  ]) func aTerminalThatCannotBeDrawnOnIsLeftAlone(_ variable: String, _ message: String) throws {
    let run = try ProbeRun(environment: [variable])
    try run.waitForEnd()
    run.readRest()
    #expect(run.status == 3)
    #expect(run.lines("stderr") == [message])
    #expect(run.terminal.output == [])
    #expect(run.terminal.modesAreInitial)
    #expect(run.lines("heartbeat") == [])
  }

  @Test func withoutATerminalItSaysSo() throws {
    let run = try ProbeRun()
    try run.waitForScreen()
    let errors = "\(run.directory)/stderr"
    let pid = try SessionProcess.spawn(
      [try ProbeRun.probePath(), run.directory], environment: ["TERM=xterm"], terminal: nil, errors: errors)
    var status: Int32 = 0
    waitpid(pid, &status, 0)
    #expect((status >> 8) & 0xFF == 3)
    #expect(run.lines("stderr") == ["there is no terminal to draw on"])
  }
}
