using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Evaluation;
using NasPipelines.Report;
using NasPipelines.Scoring;
using NasPipelines.TestKit;
using NasPipelines.Tests.Analyses;

namespace NasPipelines.Tests.Report;

[Parallelizable] // it computes for long
public sealed partial class EstimatorReportTests
{
    private static readonly EstimatorReportOptions Quick = Options();

    private static readonly Lazy<EstimatorReport> Shared = new(() => Of(Quick, Sample(400)));

    [Test]
    public void Report_TheSummary_HasAnIntervalForEveryScoreAndTheFreeOnesFirst()
    {
        var table = Table(Shared.Value.Html);
        Assert.That(table.Take(3).Select(row => row[0]), Is.EqualTo(new[] { "paramsbaseline", "flopsbaseline", "activationsbaseline" }));
        var baseline = Shared.Value.Comparison.Baseline;
        Assert.That(
            table.Skip(3).Select(row => row[0].Replace($"does not beat {baseline}", "")), Is.EquivalentTo(new[] { "synflow", "zen" }));
        foreach (var name in (string[])["synflow", "zen"])
        {
            var cell = table.Single(row => row[0].StartsWith(name))[0];
            Assert.That(cell.Contains("does not beat"), Is.EqualTo(Shared.Value.Comparison.BeatsBaseline(name) == false));
        }

        Assert.That(table.Select(row => row[1]), Is.All.EqualTo("400"));
        var expected = Nb201Views.Nas.Evaluate(Sample(400), "c10_test_200", "synflow")[0].Kendall;
        Assert.That(table.Single(r => r[0].StartsWith("synflow"))[3], Does.StartWith(expected.ToString("0.000") + " ["));
        Assert.That(Shared.Value.Comparison.Evaluation.Count, Is.EqualTo(5));
    }

    [Test]
    public void Report_ThePage_LoadsNothingAndIsWellFormed()
    {
        var html = Shared.Value.Html;
        Assert.That(ExternalReference().Matches(html), Is.Empty);
        Assert.That(
            html,
            Does.Contain("<h1>Proxies &amp; &lt;friends&gt;</h1>").And.Contain("lang=\"en\"").And.Contain("prefers-color-scheme:dark"));
        foreach (var tag in (string[])["section", "table", "tr", "td", "th", "svg", "details", "div", "script", "p", "dl", "text"])
        {
            Assert.That(Regex.Count(html, $"<{tag}[ >]"), Is.EqualTo(Regex.Count(html, $"</{tag}>")), tag);
        }

        Assert.That(Regex.Matches(html, "id=\"([^\"]+)\"").Select(m => m.Groups[1].Value), Is.Unique);
    }

    [Test]
    public void Report_ThePoints_AreTheRowsInTheirOrder()
    {
        var view = Sample(400);
        using var data = Points(Shared.Value.Html);
        Assert.That(
            data.RootElement.GetProperty("texts").EnumerateArray().Select(t => t.GetString()),
            Is.EqualTo(view.GetColumn<string>("Architecture")));
        var zen = data.RootElement.GetProperty("scores").EnumerateArray().Single(s => s.GetProperty("name").GetString() == "zen");
        double low = zen.GetProperty("range")[0].GetDouble(), high = zen.GetProperty("range")[1].GetDouble();
        var words = Words(zen.GetProperty("values").GetString()!);
        Assert.That(
            words.Select(w => low + w / 65534.0 * (high - low)), Is.EqualTo(view.GetColumn<double>("zen")).Within((high - low) / 100_000));
    }

    [Test]
    public void Report_MoreArchitecturesThanPoints_DrawsSomeOfThemAtRandomAndSaysSo()
    {
        var html = Of(Options(points: 100), Sample(400)).Html;
        Assert.That(html, Does.Contain("Drawn are 100 of 400 architectures, taken at random (seed 1)"));
        Assert.That(Shared.Value.Html, Does.Not.Contain("taken at random"));
        using JsonDocument some = Points(html), all = Points(Shared.Value.Html);
        string[] texts = [.. some.RootElement.GetProperty("texts").EnumerateArray().Select(t => t.GetString()!)];
        string[] every = [.. all.RootElement.GetProperty("texts").EnumerateArray().Select(t => t.GetString()!)];
        int[] places = [.. texts.Select(t => Array.IndexOf(every, t))];
        Assert.That(places, Has.Length.EqualTo(100).And.Unique.And.Ordered.And.All.GreaterThanOrEqualTo(0));
        ushort[] ranks = Words(some.RootElement.GetProperty("truthRanks").GetString()!);
        ushort[] among = Words(all.RootElement.GetProperty("truthRanks").GetString()!);
        Assert.That(ranks, Is.EqualTo(places.Select(p => among[p])), "ranks are those among all");
    }

    [Test]
    public void Report_WithLearningCurves_HasThemWithBandsAndTheFeaturesTheyRestOn()
    {
        var curve = Nb201Views.Nas.Analyses.LearningByLabels(
            Sample(400), "c10_test_200", ["synflow", "zen"], [20, 100], 3, new() { Settings = [new(30, 4, 0.1)] });
        var report = Nb201Views.Nas.Report(Sample(400), "c10_test_200", ["synflow"], new() { LearningCurves = [curve, curve] });

        Assert.That(
            report.Plots.Keys,
            Is.SupersetOf(new[] { "learning-FastTree", "learning-FastTree-2", "importance-FastTree", "importance-FastTree-2" }));
        Assert.That(
            report.Html,
            Does.Contain("What learning adds").And.Contain("FastTree on synflow, zen").And.Contain($"<td>{curve.Points[1].Kendall}"));
        Assert.That(
            report.Plots["learning-FastTree"].ToSvg(), Does.Contain($"100 labels: {curve.Points[1].Kendall}").And.Not.Contain("NaN"));
        Assert.That(report.Plots["importance-FastTree"].ToSvg(), Does.Contain(curve.Importance[0].Key));
        Assert.That(Shared.Value.Html, Does.Not.Contain("What learning adds"));
    }

    [Test]
    public void Report_MissingScores_PrintsPolicyCoverageAndTheOtherPolicies()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            folder.File("gappy.csv"), "ops,truth,a,b,flops\nnnn3nn,3,1,,7\nsssss3,5,2,4,\n3sssss,6,,5,7\n333333,9,4,6,9\npppppp,1,0,,1\n");
        var report = Of(
            Options(missing: MissingScores.Worst), Nb201Views.Nas.Data.LoadBenchmark(folder.File("gappy.csv"), "nasbench201"), "truth", "a",
            "b");
        Assert.That(report.Comparison.Evaluation["flops"].Missing, Is.Zero, "a baseline with a gap is computed anew");
        Assert.That(report.Html, Does.Contain("Missing scores: ranked below every other").And
            .Contain("2 architectures have every score").And.Contain("80.0 %").And.Contain("60.0 %"));
    }

    [Test]
    public void Report_ThePlots_AreSvgDocumentsOfTheirOwn()
    {
        var report = Shared.Value;
        Assert.That(
            report.Plots.Keys,
            Is.SupersetOf(new[]
            {
                "tau", "paired-differences", "agreement", "tau-by-top-share", "complexity-bias", "quality-against-cost", "winners-zen",
                "scatter-zen", "operations-synflow",
            }));
        foreach (var (name, plot) in report.Plots)
        {
            var svg = plot.ToSvg();
            var root = XDocument.Parse(svg).Root!;
            Assert.That(root.Name.LocalName, Is.EqualTo("svg"), name);
            Assert.That(((int)root.Attribute("width")!, (int)root.Attribute("height")!), Is.EqualTo((plot.Width, plot.Height)), name);
            Assert.That(root.Elements().First().Name.LocalName, Is.EqualTo("title"), name);
            Assert.That(svg, Does.Not.Contain("NaN"), name);
            Assert.That(
                root.Descendants().Where(e => e.Name.LocalName == "text").SelectMany(e => e.Value.Split(' ')),
                Has.None.Matches("^-0(\\.0+)?$"), name);
        }
    }

    [Test]
    public void Save_TwiceFromTheSameView_GivesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        Shared.Value.Save(folder.File("a.html"));
        Of(Quick, Sample(400)).Save(folder.File("b.html"));
        Shared.Value.SavePlots(folder.File("plots"));
        Assert.That(File.ReadAllBytes(folder.File("b.html")), Is.EqualTo(File.ReadAllBytes(folder.File("a.html"))));
        Assert.That(
            Directory.GetFiles(folder.File("plots")).Select(Path.GetFileNameWithoutExtension), Is.EquivalentTo(Shared.Value.Plots.Keys));
    }

    [Test]
    public void Report_WrongUse_IsRefused()
    {
        Assert.That(() => Of(Quick, Sample(10), "c10_test_200", []), Throws.ArgumentException.With.Message.Contains("at least one score"));
        Assert.That(
            () => Of(Quick, Sample(10), "c10_test_200", "zon"), Throws.InstanceOf<ArgumentException>().With.Message.Contains("zon"));
        Assert.That(
            () => new EstimatorReportOptions
            {
                Title = "",
                Ratio = 0,
                SecondsPerArchitecture = new Dictionary<string, double> { ["a"] = -1 },
            }.Validate(),
            Throws.ArgumentException.With.Message.Contains("Title").And.Message
                .Contains("Ratio").And.Message.Contains("SecondsPerArchitecture"));
    }

    [Test]
    public void Draw_OnACanvasOfOnesOwn_GivesEveryMarkOfTheSvg()
    {
        foreach (var (name, plot) in Shared.Value.Plots)
        {
            var canvas = new CountingCanvas();
            plot.Draw(canvas);
            var elements = XDocument.Parse(plot.ToSvg()).Root!.Elements().Where(
                e => e.Name.LocalName is not ("title" or "desc" or "style"));
            Assert.That(canvas.Marks, Is.EqualTo(elements.Select(e => $"{e.Name.LocalName} {(string)e.Attribute("class")!}")), name);
        }
    }

    [Test]
    public void Draw_EveryStyle_HasTheColoursAndWidthsOfTheStyleSheet()
    {
        var sheet = Regex.Matches(PlotStyles.Sheet, @"\.plot \.([\w-]+)(?=[,{])[^{]*\{([^}]*)\}").ToLookup(
            m => m.Groups[1].Value, m => m.Groups[2].Value);
        PlotStyle[] styles =
        [
            PlotStyles.Tick, PlotStyles.Grid, PlotStyles.Zero, PlotStyles.Over, PlotStyles.Under, PlotStyles.Density,
            PlotStyles.BaselinePoint, PlotStyles.Whisker, PlotStyles.Band, PlotStyles.WeakBand, PlotStyles.Line, PlotStyles.WeakLine,
            PlotStyles.Free, PlotStyles.WeakPoint,
            PlotStyles.Frontier, PlotStyles.Baseline(1), PlotStyles.Series(0), PlotStyles.Series(15), PlotStyles.Series(17),
        ];
        foreach (var style in styles)
        {
            var rules = string.Join(';', style.Classes.Split(' ').SelectMany(c => sheet[c]));
            Assert.That(
                Last(rules, "fill"), Is.EqualTo(style.Fill ?? (rules.Contains("fill:none", StringComparison.Ordinal) ? "none" : null)),
                style.Classes);
            Assert.That(Last(rules, "stroke"), Is.EqualTo(style.Stroke), style.Classes);
            Assert.That(Last(rules, "stroke-width") ?? "1", Is.EqualTo(FormattableString.Invariant($"{style.StrokeWidth}")), style.Classes);
            Assert.That(
                Last(rules, "stroke-dasharray") ?? "",
                Is.EqualTo(string.Join(' ', style.Dashes.Select(d => FormattableString.Invariant($"{d}")))), style.Classes);
        }

        static string? Last(string rules, string property)
        {
            var value = Regex.Matches(rules, $@"(?<![\w-]){property}:([^;]+)").Select(m => m.Groups[1].Value).LastOrDefault();
            return value is not null && Regex.Match(value, @"^var\((.*)\)$") is { Success: true } variable
                ? Regex.Match(PlotStyles.Sheet, $"{variable.Groups[1].Value}:(#[0-9a-f]+)").Groups[1].Value
                : value;
        }
    }

    [Test]
    public void Report_WhileItRuns_TellsItsPartsAndStopsWhereItIsTold()
    {
        List<RunProgress> told = [];
        using var stop = new CancellationTokenSource();
        Of(Quick, Sample(60), new RunOptions { Progress = new Listener(told.Add) });
        Assert.That(told.Select(p => p.Done), Is.Ordered.And.Unique);
        Assert.That((told[^1].Done, told[^1].Total), Is.EqualTo((2 + 3 * 5, 2 + 3 * 5)));
        Assert.That(told[0].Message, Is.EqualTo("intervals"));

        told.Clear();
        var stopping = new Listener(p =>
        {
            told.Add(p);
            stop.Cancel();
        });
        Assert.That(
            () => Of(Quick, Sample(60), new RunOptions { Progress = stopping, CancellationToken = stop.Token }),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(told, Has.Count.EqualTo(1), "no part begins after that");
    }

    [Test]
    public void Report_AColumnOfArchitecturesOfAnotherName_GivesTheSamePage()
    {
        var view = Sample(60);
        var renamed = Renamed(view);
        Assert.That(Of(Options(architectures: "Cell"), renamed).Html, Is.EqualTo(Of(Quick, view).Html));
        Assert.That(
            () => Of(Quick, renamed), Throws.ArgumentException.With.Message.Contains("'Architecture'").And.Message.Contains("Cell"));
    }

    private static IDataView Renamed(IDataView view)
    {
        var ml = new MLContext(1);
        var copied = ml.Transforms.CopyColumns("Cell", "Architecture").Fit(view).Transform(view);
        return ml.Transforms.DropColumns("Architecture").Fit(copied).Transform(copied);
    }

    private static EstimatorReportOptions Options(
        int points = 20_000, MissingScores missing = MissingScores.Drop, string architectures = "Architecture") => new()
    {
        Title = "Proxies & <friends>",
        Bootstrap = new() { Resamples = 10 },
        SecondsPerArchitecture = new Dictionary<string, double> { ["synflow"] = 0.4, ["zen"] = 0.56, ["params"] = 0.3 },
        PointsUpTo = points,
        MissingScores = missing,
        ArchitectureColumnName = architectures,
    };

    private static IDataView Sample(int count) => Nb201Views.Nas.Data.SampleRows(Nb201Views.ProxiesAndAccuracy, count, 1);

    private static EstimatorReport Of(EstimatorReportOptions options, IDataView view, RunOptions? run = null) =>
        Nb201Views.Nas.Report(view, "c10_test_200", ["synflow", "zen"], options, run);

    private static EstimatorReport Of(EstimatorReportOptions options, IDataView view, string truth, params string[] scores) =>
        Nb201Views.Nas.Report(view, truth, scores, options);

    private static List<string[]> Table(string html)
    {
        var body = html[html.IndexOf("<tbody>", StringComparison.Ordinal)..html.IndexOf("</tbody>", StringComparison.Ordinal)];
        return [.. Regex.Matches(body, "<tr>(.*?)</tr>").Select(row =>
            Regex.Matches(row.Value, "<t[hd][^>]*>(.*?)</t[hd]>").Select(c => Regex.Replace(c.Groups[1].Value, "<[^>]+>", "")).ToArray())];
    }

    private static JsonDocument Points(string html) =>
        JsonDocument.Parse(Regex.Match(
            html, "<script type=\"application/json\" id=\"scatter-data\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value);

    private static ushort[] Words(string base64)
    {
        var bytes = Convert.FromBase64String(base64);
        return [.. Enumerable.Range(0, bytes.Length / 2).Select(i => (ushort)(bytes[2 * i] | bytes[2 * i + 1] << 8))];
    }

    private sealed class Listener(Action<RunProgress> told) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            lock (told)
            {
                told(value);
            }
        }
    }

    /// <summary>What a third party writes to draw a report's plots.</summary>
    private sealed class CountingCanvas : PlotCanvas
    {
        public List<string> Marks { get; } = [];

        public override void Line(double x1, double y1, double x2, double y2, PlotStyle style) => Marks.Add($"line {style.Classes}");

        public override void Rectangle(double x, double y, double width, double height, PlotStyle style, double opacity, string? tip) =>
            Marks.Add($"rect {style.Classes}");

        public override void Circle(double x, double y, double radius, PlotStyle style, string? tip) =>
            Marks.Add($"circle {style.Classes}");

        public override void Polyline(IReadOnlyList<(double X, double Y)> points, PlotStyle style, string? tip) =>
            Marks.Add($"polyline {style.Classes}");

        public override void Text(double x, double y, string text, PlotStyle style, PlotAnchor anchor, bool upwards) =>
            Marks.Add($"text {style.Classes}");
    }

    [GeneratedRegex("""(src|href)="(?!data:,|#)|url\(|@import|fetch\(|XMLHttpRequest""")]
    private static partial Regex ExternalReference();
}
