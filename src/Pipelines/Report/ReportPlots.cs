using System.Collections.Immutable;

namespace NasPipelines.Report;

/// <summary>The plots of a report. Adding a plot is one line here.</summary>
internal static class ReportPlots
{
    private static readonly (string Name, Func<ReportContent, ReportPlot?> Draw)[] Shared =
    [
        ("tau", ForestPlot.Draw),
        ("paired-differences", DifferenceMap.Draw),
        ("agreement", AgreementMap.Draw),
        ("tau-by-top-share", HeadPlot.Draw),
        ("complexity-bias", ComplexityPlot.Draw),
        ("quality-against-cost", CostPlot.Draw),
    ];

    public static ImmutableSortedDictionary<string, ReportPlot> Of(ReportContent content)
    {
        var plots = Shared.Select(p => (p.Name, Plot: p.Draw(content))).Where(p => p.Plot is not null).Select(p => (p.Name, p.Plot!));
        var winners = content.Scores.Select((score, i) => ($"winners-{FileName(score)}", WinnerPanel.Draw(content, i)));
        var densities = content.Scores.Select(score => ($"scatter-{FileName(score)}", DensityPlot.Draw(content, score)));
        var mutations = content.Scores.Where((_, i) => i < content.Mutations.Length)
            .Select((score, i) => ($"operations-{FileName(score)}", MutationPlot.Draw(score, content.Mutations[i])));
        return plots.Concat(winners).Concat(densities).Concat(mutations).ToImmutableSortedDictionary(p => p.Item1, p => p.Item2, StringComparer.Ordinal);
    }

    private static string FileName(string score) =>
        string.Concat(score.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_'));
}
