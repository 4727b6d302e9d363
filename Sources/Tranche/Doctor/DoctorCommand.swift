import ArgumentParser
import Foundation
import Glibc

/// Looks at all that a trade rests on, and says what is wrong.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Look at what a trade rests on, and say what is wrong.",
    discussion: """
      Versions, terminal, folders; a journal is made, written, read back and removed again in the state folder. Each \
      is ok, note or BAD, with what to do. Exit status 1 if anything is BAD. For a report of a fault: the output of \
      this, and the trade's .log.
      """)

  @Flag(help: "As JSON, all figures as text.")
  var json = false

  /// What a script reads.
  private struct Report: Codable {
    var verdict: Diagnosis.Verdict
    var checks: [Diagnosis]
  }

  func run() {
    reporting {
      let all =
        DoctorProgram.diagnoses() + DoctorTerminal.diagnoses() + DoctorFolders.diagnoses()
        + DoctorConfiguration.diagnoses() + DoctorStore.diagnoses()
      let verdict: Diagnosis.Verdict =
        all.contains { $0.verdict == .bad } ? .bad : all.contains { $0.verdict == .note } ? .note : .ok
      if json {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        say(String(decoding: try encoder.encode(Report(verdict: verdict, checks: all)), as: UTF8.self))
      } else {
        say(Doctor.text(all))
      }
      if verdict == .bad { Glibc.exit(Failure.Status.failed.rawValue) }
    }
  }

  /// One screen, whatever the terminal's size: it is pasted into reports.
  private static func text(_ all: [Diagnosis]) -> String {
    let bad = all.count { $0.verdict == .bad }
    let notes = all.count { $0.verdict == .note }
    let end =
      bad > 0
      ? "\(bad) BAD: no trade should be opened before that is put right"
      : notes > 0 ? "nothing is wrong; \(notes == 1 ? "one note" : "\(notes) notes")" : "nothing is wrong"
    return (all.flatMap { $0.lines(width: 76) } + [end]).joined(separator: "\n")
  }
}
