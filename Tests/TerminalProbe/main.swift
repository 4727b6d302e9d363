// A program with a screen and an engine and nothing else, for the tests of the terminal: they run it on a
// terminal of their own, end it in every way there is, and look at what it leaves behind.
//
// usage: TerminalProbe DIRECTORY    writes heartbeat, events, log, pid and ending there, reads fault
import CursesTerminal
import Glibc
import Screen
import Synchronization

guard CommandLine.arguments.count == 2 else {
  print("usage: TerminalProbe DIRECTORY")
  exit(64)
}
let files = ProbeFiles(directory: CommandLine.arguments[1])

do {
  let device = try TerminalDevice.open(trueColor: getenv("COLORTERM") != nil)
  var configuration = SupervisorConfiguration(logDescriptor: files.open("log"))
  configuration.hangup = { [files] in files.append("hangup", to: "events") }
  let supervisor = try Supervisor(device: device, configuration: configuration)
  let probe = Probe(files: files)
  let screen = supervisor.screen
  files.append("\(getpid())", to: "pid")
  let ending = supervisor.run(
    engine: { stop in try probe.beat(until: stop, poking: screen) },
    screen: { control in
      try ScreenLoop(device: device, control: control).run(
        frame: { probe.picture($0) },
        input: { probe.take($0, control: control) })
    })
  if getenv("HANGS_UP_AGAIN") != nil { raise(SIGHUP) }
  files.append("\(ending.reason) \(ending.engineReturned)", to: "ending")
  Supervisor.exit(ending.reason.exitStatus, saying: getenv("SAYS").map { String(cString: $0) } ?? "")
} catch {
  Supervisor.exit(3, saying: "\(error)")
}
