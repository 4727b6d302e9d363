import Markets
import Testing
import Trading

private let good = "1,100.0,1,100,1723161256322,true\n"
private let bar = "1746372780000,95.5,96.1,94.8,95.0,16.5,1746372839999,0,0,0,0,0\n"

@Suite("Recorded file: what is refused, and what is said")
struct RecordedFileErrorTests {
  @Test(
    "The first line that is no row is named with what is wrong in it",
    arguments: [
      ("2,100.0,1,100,1723161256322\n", "has 5 columns where trades have 6"),
      ("2,100.0,1,100,1723161256322,true,true\n", "has 7 columns where trades have 6"),
      ("\n", "the line is empty"),
      ("2,100.0,1,100,1723161256321,true\n", "time goes backwards in column 5 (time)"),
      ("2,100.05,1,100,1723161256322,true\n", "off the grid of binance:BTCUSDT with its tick of 0.1"),
      ("2,1000500E-4,1,100,1723161256322,true\n", "off the grid of binance:BTCUSDT with its tick of 0.1"),
      ("2,100.0,0.0005,100,1723161256322,true\n", "off the grid of binance:BTCUSDT with its step of 0.001"),
      ("2,NaN,1,100,1723161256322,true\n", "column 2 (price) is “NaN”, not a price"),
      ("2,inf,1,100,1723161256322,true\n", "column 2 (price) is “inf”, not a price"),
      ("2,-100.0,1,100,1723161256322,true\n", "column 2 (price) is “-100.0”, not a price"),
      ("2,0.0,1,100,1723161256322,true\n", "column 2 (price) is “0.0”, not above zero"),
      ("2,1e400,1,100,1723161256322,true\n", "column 2 (price) is “1e400”, larger than a price can be"),
      ("2,1e9999999,1,100,1723161256322,true\n", "column 2 (price) is “1e9999999”, not a price"),
      ("2,214748364.7,1,100,1723161256322,true\n", "larger than a price can be"),
      ("2,99999999999999999999,1,100,1723161256322,true\n", "larger than a price can be"),
      ("2,100.,1,100,1723161256322,true\n", "column 2 (price) is “100.”, not a price"),
      ("2,.5,1,100,1723161256322,true\n", "column 2 (price) is “.5”, not a price"),
      ("2,,1,100,1723161256322,true\n", "column 2 (price) is “”, not a price"),
      ("2,100.0 ,1,100,1723161256322,true\n", "column 2 (price) is “100.0 ”, not a price"),
      ("2,100.0,-1,100,1723161256322,true\n", "column 3 (qty) is “-1”, not a quantity"),
      ("2,100.0,1,nan,1723161256322,true\n", "column 4 (quote_qty) is “nan”, not a number"),
      ("2,100.0,1,100,1723161256,true\n", "column 5 (time) is “1723161256”, not a time"),
      ("2,100.0,1,100,1723161256322000000,true\n", "column 5 (time)"),
      ("2,100.0,1,100,-1723161256322,true\n", "column 5 (time)"),
      ("2,100.0,1,100,1723161256322,yes\n", "column 6 (is_buyer_maker) is “yes”, not true or false"),
      ("2,100.0,1,100,1723161256322,truer\n", "column 6 (is_buyer_maker) is “truer”"),
      ("x,100.0,1,100,1723161256322,true\n", "column 1 (id) is “x”, not a whole number"),
      ("2,1\u{0}0.0,1,100,1723161256322,true\n", "column 2 (price) is “1?0.0”"),
      ("2,\u{1B}[2J,1,100,1723161256322,true\n", "column 2 (price) is “?[2J”"),
      ("\"2\",100.0,1,100,1723161256322,true\n", "column 1 (id)"),
      ("id,price,qty,quote_qty,time,is_buyer_maker\n", "column 1 (id) is “id”"),
      (String(repeating: "9", count: 5000) + "\n", "longer than 4096 bytes"),
      (String(repeating: "9", count: 5000), "longer than 4096 bytes"),
    ])
  func lines(line: String, problem: String) {
    for text in [good + line, good + line + good, good + line.split(separator: "\n").joined() + "\r\n"] {
      expect(text, line: 2, problem: problem)
    }
  }

  @Test(
    "A bar that contradicts itself is named",
    arguments: [
      ("1746372840000,95.5,95.4,94.8,95.0,16.5,1746372899999,0,0,0,0,0", "the bar contradicts itself"),
      ("1746372840000,95.5,96.1,95.1,95.0,16.5,1746372899999,0,0,0,0,0", "the bar contradicts itself"),
      ("1746372840000,95.5,96.1,94.8,95.0,16.5,1746372839999,0,0,0,0,0", "the bar contradicts itself"),
      ("1746372839998,95.5,96.1,94.8,95.0,16.5,1746372899999,0,0,0,0,0", "time goes backwards in column 1"),
      ("1746372840000,95.5,96.1,94.8,95.0,16.5,1746372899999,0,0,0,0", "has 11 columns where klines have 12"),
      ("1746372840000,95.5,96.1,94.8,95.0,16.5,1746372899999,0,0.5,0,0,0", "column 9 (count)"),
    ])
  func bars(line: String, problem: String) {
    expect(bar + line, line: 2, problem: problem)
  }

  @Test("A file of another kind is told from the first row")
  func otherKinds() {
    expect(
      "calc_time,funding_interval_hours,last_funding_rate\n1,8,0.0001\n", line: 2, problem: "of 3 columns")
    let quotes = "1,61800.3,1.5,61800.4,2.5,1723161256322,1723161256325\n"
    expect(quotes, line: 1, problem: "column 4 (first_trade_id) is “61800.4”, not a whole number")
    expect("", line: nil, problem: "there is no row")
    expect("\u{FEFF}", line: 1, problem: "the line is empty")
    expect("price\n61800.3\n", line: 2, problem: "of 1 columns")
    expect("id,price,qty,quote_qty,time,is_buyer_maker\n", line: nil, problem: "there is no row")
    expect("PK\u{3}\u{4}rest\n", line: nil, problem: "is packed")
  }

  @Test("A path that is no file, and a file that is too long")
  func places() {
    for path in ["/nowhere/at/all.csv", "/tmp"] {
      #expect(throws: RecordedFileError.self) {
        try RecordedFile.load(path: path, instrument: bitcoin, side: .long, digest: { _ in "" })
      }
    }
    #expect(throws: RecordedFileError.self) { try load(good + good + good, largest: 2) }
    #expect(throws: Never.self) { try load(good + good, largest: 2) }
  }

  private func expect(_ text: String, line: Int?, problem: String) {
    do {
      _ = try load(text)
      Issue.record("read: \(text.prefix(200).debugDescription)")
    } catch let error as RecordedFileError {
      #expect(error.line == line, "\(error)")
      #expect(error.problem.contains(problem), "\(error)")
      #expect(!error.remedy.isEmpty)
      let place = line.map { "\(error.path):\($0): " } ?? "\(error.path): "
      #expect(error.description.hasPrefix(place))
    } catch {
      Issue.record("\(error)")
    }
  }
}
