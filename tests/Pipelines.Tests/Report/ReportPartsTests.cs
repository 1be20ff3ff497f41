using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML;
using NasPipelines.Numerics;
using NasPipelines.Report;

namespace NasPipelines.Tests.Report;

/// <summary>What a report claims, and what it does not.</summary>
[Parallelizable] // it computes for long
public sealed class ReportPartsTests
{
    private static readonly EstimatorReportOptions Quick = new() { Bootstrap = new() { Resamples = 10 } };

    private static readonly Lazy<EstimatorReport> Judged = new(() => JudgedSample.Nas.Report(
        JudgedSample.View(425, 3), "truth", ["good", JudgedSample.Awkward, "noise"], new() { Bootstrap = new() { Resamples = 100 } }));

    [Test]
    public void Report_ARandomScore_LooksSignificantNowhere()
    {
        var html = Judged.Value.Html;
        Assert.That(Judged.Value.Comparison.Verdict, Does.Contain("noise is not different from chance"));
        Assert.That(html, Does.Contain("noise is not different from chance"));
        var row = Row(html, "summary", "noise");
        Assert.That(row, Does.Contain("not different from chance"));
        string[] values = [.. Regex.Matches(row, "<td[^>]*>").Select(m => m.Value)];
        Assert.That(values.Skip(2), Has.Exactly(5).Items.And.All.Contains("class=\"weak\""), "five criteria");
        Assert.That(Row(html, "top", "noise (chance)"), Does.Not.Contain("density"), "a hit by chance is not coloured");
        Assert.That(Row(html, "top", "good"), Does.Contain("density"));
        var panel = Judged.Value.Plots["winners-noise"].ToSvg();
        Assert.That(panel, Does.Contain("not different from chance").And.Not.Contain("class=\"point\"").And.Not.Contain("class=\"line\""));
        Assert.That(Judged.Value.Plots["tau"].ToSvg(), Does.Contain("point-weak"));
    }

    [Test]
    public void Report_ValuesOfFewArchitectures_SayTheirNumberAndAreGrey()
    {
        var row = Row(Judged.Value.Html, "summary", "good");
        Assert.That(Regex.Count(row, "<td class=\"weak\"[^>]*>[^n]*<small>[^<]*</small><small>n = 21</small>"), Is.EqualTo(2));
        var panel = Judged.Value.Plots["winners-good"].ToSvg();
        Assert.That(Regex.Count(panel, "<circle class=\"point-weak\""), Is.EqualTo(2), "8 and 21 architectures; 4 have no point");
        Assert.That(panel, Does.Contain("n = 21, too few to lean on").And.Contain("class=\"band\""));
    }

    [Test]
    public void Report_Agreement_IsThatOfTheAnalysis()
    {
        var view = JudgedSample.View(200, 9);
        var report = JudgedSample.Nas.Report(view, "truth", ["good", "noise"], Quick);
        var tau = JudgedSample.Nas.Analyses.Relations(view, ["good", "noise"]).Kendall("good", "noise");
        using var tables = Tables(report.Html);
        var row = tables.RootElement.GetProperty("agreement").GetProperty("rows")[0];
        Assert.That((row[0].GetString(), row[1].GetString(), row[2].GetInt32()), Is.EqualTo(("good", "noise", 200)));
        Assert.That(row[3].GetDouble(), Is.EqualTo(tau).Within(1e-12));
    }

    [Test]
    public void Report_WithACost_ShowsTheArchitecturesThatAreNotBeatenAsTheAnalysisFindsThem()
    {
        var view = JudgedSample.View(60, 4);
        EstimatorReportOptions options = new() { Bootstrap = new() { Resamples = 10 }, CostColumnName = "flops" };
        var report = JudgedSample.Nas.Report(view, "truth", ["good", "noise"], options);
        var set = JudgedSample.Nas.Analyses.Pareto(JudgedSample.Nas.Data.AddCosts(view, ["flops"]), "good", "flops", "truth");
        using var tables = Tables(report.Html);
        var rows = tables.RootElement.GetProperty("pareto").GetProperty("rows").EnumerateArray().ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                rows.Where(row => row[0].GetString() == "good").Select(row => row[1].GetString()),
                Is.EqualTo(set.Members.Select(m => m.Architecture)));
            Assert.That(rows.Select(row => row[0].GetString()).Distinct(), Is.SupersetOf(new[] { "truth", "good", "noise", "params" }));
            Assert.That(report.Plots, Does.ContainKey("pareto"));
            Assert.That(report.Html, Does.Contain("id=\"pareto\""));
            Assert.That(Judged.Value.Html, Does.Not.Contain("id=\"pareto\""), "no cost, no section");
        }
    }

    [Test]
    public void Report_NamesThatWouldBreakAPage_StayText()
    {
        var report = Judged.Value;
        Assert.That(report.Html, Does.Not.Contain("</script><i>").And.Contain("&lt;/script&gt;&lt;i&gt;"));
        Assert.That(Regex.Count(report.Html, "<script"), Is.EqualTo(Regex.Count(report.Html, "</script>")).And.EqualTo(3));
        Assert.That(report.Plots.Keys, Does.Contain("winners-weak___very____script__i_"));
        Assert.That(report.Html, Does.Not.Match("<[a-z]+ [^>]*\\btitle="), "no explanation needs a pointer that hovers");
    }

    [Test]
    public void Report_ScoresOfLikeNames_KeepTheirPlotsApart()
    {
        var plots = JudgedSample.Nas.Report(
            JudgedSample.View(60, 4, "精度", "参数", "NOISE"), "truth", ["精度", "参数", "noise", "NOISE"], Quick).Plots;
        Assert.That(plots.Keys, Is.SupersetOf(new[] { "scatter-__", "scatter-__-2", "scatter-noise", "scatter-NOISE-2" }));
    }

    [Test]
    public void Report_ScoresWithoutArchitectures_AreJudgedByAllThatNeedsNone()
    {
        var random = new SplitMix64(8);
        var rows = Enumerable.Range(0, 120).Select(i => new Scored { Truth = i, Mine = (float)(i + 40 * random.NextDouble()) });
        var view = new MLContext(1).Data.LoadFromEnumerable(rows);
        var report = JudgedSample.Nas.Report(view, "Truth", ["Mine"], new() { Bootstrap = new() { Resamples = 50 } });
        Assert.That(report.Comparison.Evaluation.Select(e => e.Name), Is.EqualTo(new[] { "Mine" }));
        Assert.That(report.Html, Does.Contain("judged on 120 architectures by how they rank Truth").And.Contain("row 120"));
        Assert.That(
            Regex.Matches(report.Html, "<section id=\"([^\"]+)\"").Select(m => m.Groups[1].Value),
            Is.EqualTo(new[] { "verdict", "summary", "top", "winners", "scatter-section", "words", "origin" }),
            "no other estimator, no cost, no complexity, no operations");
        Assert.That(
            () => JudgedSample.Nas.Report(view, "Truth", ["Mine"], new() { ArchitectureColumnName = "cell" }),
            Throws.ArgumentException.With.Message.Contains("cell"));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(6)]
    public void Report_ATableOfAFewRowsAndAConstant_SaysSoAndShowsNoEmptyPart(int rows)
    {
        var view = new MLContext(1).Data.LoadFromEnumerable(
            Enumerable.Range(0, rows).Select(i => new Scored { Truth = i, Mine = i % 3, Same = 7 }));
        var report = JudgedSample.Nas.Report(view, "Truth", ["Mine", "Same"], Quick);
        Assert.That(report.Html, Does.Contain("Same is constant").And.Not.Contain(">NaN"));
        Assert.That(Row(report.Html, "summary", "Same"), Does.Contain(">undefined<"));
        Assert.That(report.Html, Does.Not.Contain("id=\"differences\"").And.Not.Contain("id=\"agreement\""), "nothing to compare with");
        Assert.That(report.Html.Contains("id=\"winners\"", StringComparison.Ordinal), Is.False, "no share has five architectures");
        foreach (var plot in report.Plots.Values)
        {
            Assert.That(plot.ToSvg(), Does.Not.Contain("NaN"));
        }
    }

    [Test]
    public void Report_TheWholeOfNasBench201AndFifteenScores_IsAFewHundredKilobytes()
    {
        string[] names = [.. Enumerable.Range(0, 15).Select(i => string.Create(CultureInfo.InvariantCulture, $"estimator{i}"))];
        var html = JudgedSample.Nas.Report(JudgedSample.View(15_000, 6, names), "truth", names, Quick).Html;
        Assert.That(html, Has.Length.LessThan(1_000_000));
    }

    private static string Row(string html, string section, string name)
    {
        var body = html[html.IndexOf($"<section id=\"{section}\"", StringComparison.Ordinal)..];
        return Regex.Match(body, $"<tr><th scope=\"row\"[^>]*>{Regex.Escape(name)}<.*?</tr>", RegexOptions.Singleline).Value;
    }

    private static JsonDocument Tables(string html) => JsonDocument.Parse(Regex.Match(
        html, "<script type=\"application/json\" id=\"tables\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value);

    private sealed class Scored
    {
        public float Truth { get; set; }

        public float Mine { get; set; }

        public float Same { get; set; }
    }
}
