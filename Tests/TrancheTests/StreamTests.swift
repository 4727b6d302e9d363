import Testing

/// What starts the program may have closed its streams, or end it by any signal.
@Suite struct StreamTests {
  @Test(arguments: ["<&-", ">&-", "2>&-"]) func aClosedStreamIsNeverAFileOfTheTrade(_ closed: String) throws {
    let desk = try Desk()
    let run = try desk.shell(
      """
      '\(try Desk.programPath())' open --plain --speed 1000 \(closed) & p=$!
      sleep 1; echo held $(ls -l /proc/$p/fd | grep -E " [012] -> " | grep -c "/trades/"); kill -TERM $p; wait $p
      """)
    #expect(run.text.contains("held 0\n"), "\(run)")
  }

  @Test(arguments: ["keys", "config --example", "plans", "check pyramid"]) func aFullOutputIsTold(
    _ command: String
  ) throws {
    let run = try Desk().shell("tranche \(command) > /dev/full; echo status $?")
    #expect(run.text == "status 1\n" && run.errors.contains("standard output: No space left"), "\(run)")
  }

  @Test(arguments: ["TERM", "HUP", "QUIT", "USR1", "ALRM"]) func aSignalLeavesTheTrade(_ name: String) throws
  {
    let desk = try Desk()
    let run = try desk.shell(
      "'\(try Desk.programPath())' open --plain --speed 1 & p=$!; sleep 1; kill -\(name) $p; wait $p; echo status $?; tranche list"
    )
    #expect(run.text.contains("status 0\n"), "\(run)")
    #expect(run.text.contains("nobody"), "\(run)")
  }
}
