using System.Collections.Immutable;
using System.Globalization;
using Microsoft.ML;
using NasPipelines.Analyses;
using NasPipelines.Ranking;
using NasPipelines.Uncertainty;

namespace NasPipelines.Combinations;

/// <summary>The quality of a learned combination against the number of labels, by nested cross-validation.</summary>
/// <remarks>
/// In each repetition, labelled architectures are drawn; settings are chosen by cross-validation among them alone; the trees then predict
/// every architecture that was not drawn and is not one of those drawn in another encoding.
/// Krishnakumar et al. 2022 (NAS-Bench-Suite-Zero) reach .794 on NAS-Bench-201, CIFAR-10,
/// with 13 proxies and 400 labels.
/// </remarks>
public sealed class LearningCurve : AnalysisResult
{
    private LearningCurve(ImmutableArray<(int Labels, CriterionInterval Kendall, TreeSettings Chosen)> points, int missing) =>
        (Points, Missing) = (points, missing);

    /// <summary>
    /// By number of labelled architectures: tau-b on all others, the mean over the repetitions with the interval of single ones, and the
    /// settings that the inner cross-validation chose most often.
    /// </summary>
    public ImmutableArray<(int Labels, CriterionInterval Kendall, TreeSettings Chosen)> Points { get; }

    internal static LearningCurve Compute(
        MLContext context, double[][] features, double[] truth, string[]? classes, IReadOnlyList<int> labels, int repetitions,
        LearnedCombinationOptions options, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repetitions, 1);
        var rows = CompleteRows.Of([truth]);
        if (labels.Count == 0 || labels.Any(l => l < 4 || l > rows.Kept.Length - 2))
        {
            throw new ArgumentException(
                $"Numbers of labels must be in [4, {rows.Kept.Length - 2}] (were {string.Join(", ", labels)}).", nameof(labels));
        }

        var learner = new TreeLearner(context, features, truth, options);
        return new([.. labels.Select(count => Point(learner, truth, classes, rows.Kept, count, repetitions, options.Seed, cancellation))],
            rows.Missing);
    }

    private static (int Labels, CriterionInterval Kendall, TreeSettings Chosen) Point(
        TreeLearner learner, double[] truth, string[]? classes, int[] rows, int labels, int repetitions, long seed,
        CancellationToken cancellation)
    {
        List<double> taus = [];
        List<TreeSettings> chosen = [];
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            cancellation.ThrowIfCancellationRequested();
            var drawn = TreeLearner.Draw(rows, labels, unchecked(seed * 1_000_003 + repetition));
            var settings = learner.Choose(drawn, unchecked(seed + repetition));
            int[] others = Others(rows, drawn, classes);
            var predicted = learner.Predict(learner.Fit(drawn, settings), others);
            taus.Add(new KendallTauB().Evaluate(Array.ConvertAll(others, row => truth[row]), predicted) is { IsDefined: true } tau
                ? tau.Value
                : 0);
            chosen.Add(settings);
        }

        return (labels, CriterionInterval.Of(taus.Average(), taus, 0.95), chosen.GroupBy(c => c).MaxBy(g => g.Count())!.Key);
    }

    private static int[] Others(int[] rows, int[] drawn, string[]? classes)
    {
        if (classes is null)
        {
            return [.. rows.Except(drawn)];
        }

        var labelled = drawn.Select(row => classes[row]).ToHashSet();
        return [.. rows.Where(row => !labelled.Contains(classes[row]))];
    }

    /// <summary>One line per number of labels.</summary>
    private protected override string Print() =>
        string.Join(
            Environment.NewLine, Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Labels} labels: KD {p.Kendall}")));
}
