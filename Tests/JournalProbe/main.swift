// A process for the journal's tests to kill, starve and compete with. Each line it prints is a promise:
// "held", "ack N" once event N is on the disk, "threw: …" when the journal has stopped.
import Glibc
import TradeStore

/// Past stdio: nothing may wait in a buffer when the process is killed.
func say(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = write(1, bytes, bytes.count)
}

/// The same event for the same number in every process.
func entry(_ number: Int64) -> JournalEntry {
  let body = "{\"n\":\(number),\"text\":\"\(String(repeating: "x", count: Int(number % 97)))\"}"
  return JournalEntry(
    version: 1, kind: "probe", feedTime: number * 10, feedIndex: number, wallTime: number * 1_000,
    body: Array(body.utf8))
}

func append(_ lock: TradeLock) throws(StoreError) {
  let journal = try Journal.open(lock)
  while true {
    let next = journal.lastSequence + 1
    // Batches of one, two and three: a batch must be there as a whole or not at all.
    let batch = (0...(next % 3)).map { entry(next + $0) }
    say("ack \(try journal.append(batch))")
  }
}

let arguments = CommandLine.arguments
guard arguments.count >= 4 else { exit(2) }
do throws(StoreError) {
  let folder = try TradeFolder(path: arguments[2], force: true)
  let lock = try TradeLock.take(try folder.files(id: arguments[3]))
  say("held")
  switch arguments[1] {
  case "append":
    try append(lock)
  case "starve":
    signal(SIGXFSZ, SIG_IGN)
    let bytes = rlim_t(arguments[4]) ?? 0
    var limit = rlimit(rlim_cur: bytes, rlim_max: bytes)
    guard setrlimit(__rlimit_resource_t(1), &limit) == 0 else { exit(3) }
    try append(lock)
  default:
    while getchar() != EOF {}
  }
} catch {
  say("threw: \(error)")
}
