using System.Collections.Immutable;

namespace NasPipelines.Report;

/// <summary>The plots of a report. Adding a plot is one line here.</summary>
internal static class ReportPlots
{
    private static readonly (string Name, Func<ReportContent, ReportPlot?> Draw)[] Shared =
    [
        ("tau", ForestPlot.Draw),
        ("paired-differences", content => content.Scores.Length < 2 ? null : DifferenceMap.Draw(content)),
        ("top-ranks", TopMap.Draw),
        ("agreement", content => content.Scores.Length < 2 ? null : AgreementMap.Draw(content)),
        ("tau-by-top-share", HeadPlot.Draw),
        ("complexity-bias", content => content.ComplexityBiases.IsEmpty ? null : ComplexityPlot.Draw(content)),
        ("quality-against-cost", CostPlot.Draw),
    ];

    public static ImmutableSortedDictionary<string, ReportPlot> Of(ReportContent content)
    {
        var plots = Shared.Select(p => (p.Name, Plot: p.Draw(content))).Where(p => p.Plot is not null)
            .Select(p => (p.Name, Plot: p.Plot!)).ToList();
        foreach (var set in content.ParetoSets.Where(set => set.ScoreName == content.TruthName))
        {
            if (content.Draw(set) is { } unbeaten)
            {
                plots.Add(("pareto", unbeaten));
            }
        }

        var curves = content.Options.LearningCurves;
        foreach (var (curve, name) in curves.Zip(FileNames([.. curves.Select(c => c.Learner)])))
        {
            plots.Add(($"learning-{name}", LearningPlot.Draw(content, curve)));
            plots.Add(($"importance-{name}", ImportancePlot.Draw(curve)));
        }

        var names = FileNames(content.Scores);
        for (var i = 0; i < names.Length; i++)
        {
            plots.Add(($"winners-{names[i]}", WinnerPanel.Draw(content, i)));
            plots.Add(($"scatter-{names[i]}", DensityPlot.Draw(content, content.Scores[i])));
            if (i < content.Mutations.Length)
            {
                plots.Add(($"operations-{names[i]}", MutationPlot.Draw(content.Scores[i], content.Mutations[i])));
            }
        }

        return plots.ToImmutableSortedDictionary(p => p.Name, p => p.Plot, StringComparer.Ordinal);
    }

    // File systems that ignore case must keep them apart as well.
    private static string[] FileNames(ImmutableArray<string> scores)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. scores.Select(score =>
        {
            var plain = string.Concat(score.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_'));
            var name = plain;
            for (var number = 2; !taken.Add(name); number++)
            {
                name = FormattableString.Invariant($"{plain}-{number}");
            }

            return name;
        })];
    }
}
