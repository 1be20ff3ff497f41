using System.Globalization;
using System.Text.Json;
using NasPipelines.Uncertainty;

namespace NasPipelines.Tests.Report;

/// <summary>What a reader does: sort, ask, zoom and take along, by pointer, by finger and by keys.</summary>
public sealed class PageActionTests : PageTests
{
    [Test]
    public async Task Heading_Pressed_SortsAndSaysHow()
    {
        string[] first = await ColumnAsync(1, "#summary th");
        Assert.That(first[0], Does.StartWith("params"), "free scores first");
        await ClickAsync("#summary thead th:nth-child(4) .sort"); // KD
        string[] second = await ColumnAsync(1, "#summary th");
        Assert.That(second[0], Does.StartWith(Report.Comparison.Evaluation.MaxBy(e => e.Kendall)!.Name), "best first");
        await ClickAsync("#summary thead th:nth-child(4) .sort");
        string[] third = await ColumnAsync(1, "#summary th");
        Assert.That((third[0], third[^1]), Is.EqualTo((second[^1], second[0])));
        Assert.That(
            await Page.EvaluateExpressionAsync<string>("document.querySelector('#summary th[aria-sort]').getAttribute('aria-sort')"),
            Is.EqualTo("ascending"));
        await Page.FocusAsync("#summary thead th:nth-child(1) .sort");
        await Page.Keyboard.PressAsync("Enter");
        Assert.That((await ColumnAsync(1, "#summary th"))[0], Does.StartWith("activations"), "by name");
    }

    [Test]
    public async Task Explanation_TouchedOrByKey_OpensAndCloses()
    {
        await ShowAsync(390, 844, touch: true);
        Assert.That(await OpenAsync(), Is.Empty);
        await Page.EvaluateExpressionAsync("document.querySelector('#verdict .why').scrollIntoView({ block: 'center' })");
        await Page.TapAsync("#verdict .why");
        Assert.That(await OpenAsync(), Does.Contain("Kendall"));
        await Page.Keyboard.PressAsync("Escape");
        Assert.That(await OpenAsync(), Is.Empty);
        await Page.FocusAsync("#summary th:nth-child(6) .why");
        await Page.Keyboard.PressAsync("Enter");
        Assert.That(await OpenAsync(), Does.Contain("P@topK"));
        Assert.That(await CountAsync("body [title]"), Is.Zero, "nothing needs hovering");

        Task<string> OpenAsync() => Page.EvaluateExpressionAsync<string>("document.querySelector(':popover-open')?.innerText ?? ''");
    }

    [Test]
    public async Task HeatMap_ByArrowKeysAndByFinger_TellsItsCells()
    {
        await Page.EvaluateExpressionAsync("document.querySelector('#differences td[tabindex=\"0\"]').focus()");
        var first = await ToldAsync("differences");
        await Page.Keyboard.PressAsync("ArrowRight");
        var second = await ToldAsync("differences");
        Assert.That((first, second), Is.Not.EqualTo((second, first)));
        var best = Report.Comparison.Evaluation.MaxBy(e => e.Kendall)!.Name;
        Assert.That(second, Does.StartWith($"{best} − ").And.Contain("after correction, n = 425"));
        await Page.Keyboard.PressAsync("ArrowDown");
        Assert.That(await ToldAsync("differences"), Does.Not.StartWith($"{best} − "));

        await ShowAsync(390, 844, touch: true);
        await Page.EvaluateExpressionAsync("document.querySelector('#top td').scrollIntoView({ block: 'center' })");
        await Page.TapAsync("#top td");
        Assert.That(await ToldAsync("top"), Does.StartWith($"{best}: the best of its 10 has true rank"));
        await Page.EvaluateExpressionAsync("document.querySelector('#winners circle').scrollIntoView({ block: 'center' })");
        await Page.TapAsync("#winners circle");
        Assert.That(await ToldAsync("winners"), Does.StartWith($"{best}, truly best 2 %").And.Contain("n = 8, too few"));
    }

    [Test]
    public async Task Scatter_ZoomedAndWalked_ShowsWhatIsThere()
    {
        Assert.That(await ViewAsync(), Is.EqualTo(new[] { 0.0, 1, 0, 1 }));
        await ClickAsync("[data-zoom=in]");
        Assert.That(await ViewAsync(), Is.EqualTo(new[] { 0.25, 0.75, 0.25, 0.75 }));
        await Page.FocusAsync("#scatter");
        await Page.Keyboard.PressAsync("0");
        Assert.That(await ViewAsync(), Is.EqualTo(new[] { 0.0, 1, 0, 1 }));

        await Page.Keyboard.PressAsync("ArrowUp");
        var there = await TextAsync("#hover");
        Assert.That(there, Does.Match(@"^\S+ — good .*\(rank .* %\), truth "));
        await Page.Keyboard.PressAsync("ArrowRight");
        Assert.That(await TextAsync("#hover"), Is.Not.EqualTo(there));

        await ClickAsync("#multiples button:nth-child(3)");
        Assert.That(await Page.EvaluateExpressionAsync<string>("document.getElementById('scatter-score').value"), Is.EqualTo("2"));
        Assert.That(await TextAsync("#multiples button[aria-pressed=true]"), Is.EqualTo("noise (chance)"));

        var box = await Page.EvaluateFunctionAsync<double[]>(
            """
            () => {
              document.getElementById('scatter').scrollIntoView({ block: 'center' });
              const b = document.getElementById('scatter').getBoundingClientRect();
              return [b.left, b.top, b.width, b.height];
            }
            """);
        await Page.Mouse.MoveAsync(At(box[0] + 0.6 * box[2]), At(box[1] + 0.1 * box[3]));
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(At(box[0] + 0.9 * box[2]), At(box[1] + 0.4 * box[3]));
        await Page.Mouse.UpAsync();
        var view = await ViewAsync();
        Assert.That(view[0], Is.InRange(0.4, 0.65));
        Assert.That(view[2], Is.InRange(0.4, 0.75));
        Assert.That(view[1] - view[0], Is.InRange(0.2, 0.5));

        static decimal At(double value) => (decimal)Math.Round(value);
    }

    [Test]
    public async Task Scatter_TheTrulyBest_AreMarkedInEveryPlot()
    {
        var marked = await Page.EvaluateFunctionAsync<int[]>(
            """
            () => [...document.querySelectorAll('#scatter,#multiples canvas')].map(canvas => {
              const d = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
              let count = 0;
              for (let i = 0; i < d.length; i += 4) if (d[i] > 170 && d[i + 1] < 110 && d[i + 2] < 80) count++;
              return count;
            })
            """);
        Assert.That(marked, Has.Length.EqualTo(1 + 6));
        Assert.That(marked, Is.All.GreaterThan(15), "21 of 425 architectures are drawn in orange");
    }

    [Test]
    public async Task Download_EveryTable_HoldsWhatTheReportHolds()
    {
        string[] tables = await Page.EvaluateExpressionAsync<string[]>(
            "[...document.querySelectorAll('button[data-as=csv]')].map(b => b.dataset.table)");
        Assert.That(tables, Is.SupersetOf(new[]
        {
            "alerts", "estimators", "differences", "top10", "winners", "agreement", "costs", "complexity", "operations",
        }));
        Assert.That(tables, Is.Unique);
        foreach (var table in tables)
        {
            var lines = await TakenAsync(table, "csv");
            using var json = JsonDocument.Parse(await TakenTextAsync(table, "json"));
            Assert.That(json.RootElement.GetArrayLength(), Is.EqualTo(lines.Length - 1), table);
        }

        var estimators = await TakenAsync("estimators", "csv");
        ScoreDifference[] differences = [.. Report.Comparison.Differences];
        Assert.That(await TakenAsync("differences", "csv"), Has.Length.EqualTo(1 + differences.Length));
        foreach (var ranking in Report.Comparison.Evaluation)
        {
            var name = ranking.Name == JudgedSample.Awkward ? JudgedSample.Quoted : ranking.Name;
            var line = estimators.Single(l => l.StartsWith(name + ",", StringComparison.Ordinal))[(name.Length + 1)..].Split(',');
            var tau = Report.Comparison.Intervals(ranking.Name)[0].Value;
            Assert.That(
                line.Skip(7).Take(3).Select(v => double.Parse(v, CultureInfo.InvariantCulture)),
                Is.EqualTo(new[] { tau.Value, tau.Lower, tau.Upper }), ranking.Name);
        }
    }
}
