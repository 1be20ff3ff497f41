using System.Globalization;
using System.Text;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Reports;

/// <summary>One table as the programs write it, byte by byte: each gives the same tau, or a refusal that says what to pass.</summary>
public sealed class WriterFormTests
{
    private static readonly string[] Columns = ["--truth", "truth", "--scores", "score", "--json"];

    private readonly (string Cell, double Truth, double? Score)[] _rows = [.. Enumerable.Range(0, 60).Select(i => (
        $"|{Operation(i)}~0|+|{Operation(i / 5)}~0|none~1|+|skip_connect~0|{Operation(i / 25)}~1|nor_conv_3x3~2|",
        90 + (i * 37 % 60 / 16.0), i % 20 == 7 ? (double?)null : i * i % 61 / 8.0))];

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public async Task Evaluate_TheTableOfEachWriter_GivesTheSameTau()
    {
        var expected = await Tau("plain.csv", Encoding.UTF8.GetBytes(Lines("\n", ",", "", false, Plain)), "--space", "nasbench201");
        foreach (var (name, bytes) in Forms())
        {
            Assert.That(await Tau(name, bytes), Is.EqualTo(expected).Within(1e-12), name);
        }
    }

    // Excel where the decimal separator is a comma.
    [Test]
    public async Task Evaluate_TheTableOfAnEuropeanWriter_IsRefusedWithWhatToPass()
    {
        var expected = await Tau("plain.csv", Encoding.UTF8.GetBytes(Lines("\n", ",", "", false, Plain)));
        string Comma(double value) => Plain(value).Replace('.', ',');
        foreach (var (name, bytes) in new[]
        {
            ("excel-de.csv", (byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Lines("\r\n", ";", "", false, Comma))]),
            ("excel-de.txt", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Lines("\r\n", "\t", "", false, Comma))]),
            ("write.csv2.csv", Encoding.UTF8.GetBytes(Lines("\n", ";", "NA", true, Comma))),
        })
        {
            await File.WriteAllBytesAsync(_folder.File(name), bytes);
            var error = await Nas.Refuse(1, ["evaluate", _folder.File(name), .. Columns]);
            Assert.That(error, Does.Contain("decimal comma").And.Contain("--decimal"), name);
            Assert.That(await Tau(name, bytes, "--decimal", ","), Is.EqualTo(expected).Within(1e-12), name);
        }
    }

    [Test]
    public async Task Evaluate_StandardInput_GivesTheSameTau()
    {
        var text = Lines("\n", ",", "", false, Plain);
        var expected = await Tau("plain.csv", Encoding.UTF8.GetBytes(text));
        var (output, error) = (new StringWriter(), new StringWriter());
        var terminal = new Terminal(output, error) { In = new MemoryStream(Encoding.UTF8.GetBytes(text)) };

        Assert.That(await NasCommand.RunAsync(["evaluate", "-", .. Columns], terminal), Is.Zero, error.ToString());
        var scores = new Nas(0, output.ToString(), "").Json.GetProperty("scores");
        Assert.That(scores[0].GetProperty("kendall").GetDouble(), Is.EqualTo(expected));
        Assert.That(error.ToString(), Does.Contain("standard input").And.Contain("nasbench201"));
    }

    [Test]
    public async Task Evaluate_TruthAndScoresAlone_NeedNoArchitectures()
    {
        var text = Lines("\n", ",", "", false, Plain);
        var expected = await Tau("plain.csv", Encoding.UTF8.GetBytes(text));
        var bare = string.Join('\n', text.Split('\n').Select(line => line[(line.IndexOf(',') + 1)..]));

        Assert.That(await Tau("bare.csv", Encoding.UTF8.GetBytes(bare)), Is.EqualTo(expected));
        var error = await Nas.Run("evaluate", _folder.File("bare.csv"), "--truth", "truth", "--scores", "params");
        Assert.That((error.ExitCode, error.Error), Is.EqualTo((2, error.Error)));
        Assert.That(error.Error, Does.Contain("'params' is computed from architectures, and the data has none"));
    }

    private IEnumerable<(string Name, byte[] Bytes)> Forms()
    {
        byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
        yield return ("pandas.csv", Utf8(Indexed("\n", "", "", Short)));
        yield return ("polars.csv", Utf8(Lines("\n", ",", "", false, Short)));
        yield return ("polars-null.csv", Utf8(Lines("\n", ",", "null", false, Short)));
        yield return ("r.csv", Utf8(Indexed("\n", "NA", "\"", Plain)));
        yield return ("duckdb.csv", Utf8(Lines("\n", ",", "", false, Short)));
        yield return ("duckdb-nan.csv", Utf8(Lines("\n", ",", "nan", false, Short)));
        yield return ("excel.csv", [.. Encoding.UTF8.Preamble, .. Utf8(Lines("\r\n", ",", "", false, Plain))]);
        yield return ("excel.txt", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Lines("\r\n", "\t", "", false, Plain))]);
        yield return ("excel-semicolon.csv", [.. Encoding.UTF8.Preamble, .. Utf8(Lines("\r\n", ";", "", false, Plain))]);
        yield return ("spark.json", Utf8(string.Join('\n', _rows.Select(
            row => "{\"arch\":\"" + row.Cell + "\",\"truth\":" + Plain(row.Truth)
                + (row.Score is { } score ? ",\"score\":" + Plain(score) : "") + "}"))));
    }

    private string Lines(string end, string separator, string missing, bool quotes, Func<double, string> number)
    {
        string Text(string text) => quotes ? $"\"{text}\"" : text;
        return string.Concat(new[] { string.Join(separator, Text("arch"), Text("truth"), Text("score")) }
            .Concat(_rows.Select(row => string.Join(
                separator, Text(row.Cell), number(row.Truth), row.Score is { } score ? number(score) : missing)))
            .Select(line => line + end));
    }

    private string Indexed(string end, string missing, string quote, Func<double, string> number) => string.Concat(
        Lines(end, ",", missing, quote.Length > 0, number).Split(end, StringSplitOptions.RemoveEmptyEntries)
            .Select((line, i) => $"{quote}{(i == 0 ? "" : (i - 1).ToString(CultureInfo.InvariantCulture))}{quote},{line}{end}"));

    private static string Plain(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    // pandas, polars and DuckDB write 90.0.
    private static string Short(double value) => Plain(value) is var text && text.Contains('.') ? text : text + ".0";

    private static string Operation(int index) =>
        ((string[])["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"])[index % 5];

    private async Task<double> Tau(string name, byte[] bytes, params string[] more)
    {
        await File.WriteAllBytesAsync(_folder.File(name), bytes);
        var run = await Nas.Run(["evaluate", _folder.File(name), .. Columns, .. more]);
        Assert.That(run.ExitCode, Is.Zero, $"{name}: {run.Error}");
        return run.Json.GetProperty("scores")[0].GetProperty("kendall").GetDouble();
    }
}
