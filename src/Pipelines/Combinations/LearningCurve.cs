using System.Collections.Immutable;
using System.Globalization;
using Microsoft.ML;
using NasPipelines.Analyses;
using NasPipelines.Evaluation;
using NasPipelines.Ranking;
using NasPipelines.Scoring;
using NasPipelines.Uncertainty;

namespace NasPipelines.Combinations;

/// <summary>The quality of a learned combination against the number of labels, by nested cross-validation.</summary>
/// <remarks>
/// In each repetition, labelled architectures are drawn; settings are chosen by cross-validation among them alone; the trees then predict
/// every architecture that was not drawn and is not one of those drawn in another encoding.
/// Krishnakumar et al. 2022 (NAS-Bench-Suite-Zero) reach .794 on NAS-Bench-201, CIFAR-10,
/// with 13 proxies and 400 labels; Kadlecová et al. 2024 .820 with graph features and 1,024.
/// </remarks>
public sealed class LearningCurve : AnalysisResult
{
    private LearningCurve(
        string learner, ImmutableArray<string> featureColumns, int repetitions,
        ImmutableArray<(int Labels, CriterionInterval Kendall, TreeSettings Chosen)> points,
        ImmutableArray<KeyValuePair<string, double>> importance, int missing) =>
        (Learner, FeatureColumns, Repetitions, Points, Importance, Missing) =
            (learner, featureColumns, repetitions, points, importance, missing);

    /// <summary>The numbers of labels at which learned predictors are published.</summary>
    public static ImmutableArray<int> PublishedLabels { get; } = [20, 32, 100, 128, 400, 1024];

    /// <summary>The learner.</summary>
    public string Learner { get; }

    /// <summary>The columns that were learned from.</summary>
    public ImmutableArray<string> FeatureColumns { get; }

    /// <summary>Number of draws of labelled architectures, for each number of labels.</summary>
    public int Repetitions { get; }

    /// <summary>Learner and columns, in words.</summary>
    internal string Name => $"{Learner} on {string.Join(", ", FeatureColumns)}";

    /// <summary>
    /// By number of labelled architectures: tau-b on all others, the mean over the repetitions with the interval of single ones, and the
    /// settings that the inner cross-validation chose most often.
    /// </summary>
    public ImmutableArray<(int Labels, CriterionInterval Kendall, TreeSettings Chosen)> Points { get; }

    /// <summary>
    /// How important each feature is with the most labels, the most important first: the share of the gain of all splits that is of splits
    /// by it, the mean over the repetitions. Of features that tell the same, one may take the share of all.
    /// </summary>
    public ImmutableArray<KeyValuePair<string, double>> Importance { get; }

    internal static LearningCurve Compute(
        MLContext context, FeatureTable features, double[] truth, string[]? classes, IReadOnlyList<int>? labels, int repetitions,
        LearnedCombinationOptions options, RunOptions run)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repetitions, 1);
        var rows = CompleteRows.Of([truth]);
        labels ??= [.. PublishedLabels.Where(count => count <= rows.Kept.Length - 2)];
        if (labels.Count == 0 || labels.Any(l => l < 4 || l > rows.Kept.Length - 2))
        {
            throw new ArgumentException(
                $"Numbers of labels must be in [4, {rows.Kept.Length - 2}] (were {string.Join(", ", labels)}).", nameof(labels));
        }

        var learner = new TreeLearner(context, features, truth, options);
        var steps = new RunPieces(run, labels.Count * repetitions);
        var gains = new double[features.Names.Length];
        var points = labels.Select(Point).ToImmutableArray();
        return new(
            Learners.Get(options.Learner).Name, features.Columns, repetitions, points,
            [.. features.Names.Zip(gains, KeyValuePair.Create).OrderByDescending(feature => feature.Value)], rows.Missing);

        (int Labels, CriterionInterval Kendall, TreeSettings Chosen) Point(int count)
        {
            List<double> taus = [];
            List<TreeSettings> chosen = [];
            for (var repetition = 0; repetition < repetitions; repetition++)
            {
                var (tau, settings, share) = steps.Do(
                    FormattableString.Invariant($"{count} labels, repetition {repetition + 1}"), () => Repeat(count, repetition));
                taus.Add(tau);
                chosen.Add(settings);
                if (count == labels.Max())
                {
                    gains = [.. gains.Zip(share, (sum, one) => sum + (one / repetitions))];
                }
            }

            return (count, CriterionInterval.Of(taus.Average(), taus, 0.95), chosen.GroupBy(c => c).MaxBy(g => g.Count())!.Key);
        }

        (double Kendall, TreeSettings Settings, double[] Gains) Repeat(int count, int repetition)
        {
            var drawn = TreeLearner.Draw(rows.Kept, count, unchecked(options.Seed * 1_000_003 + repetition));
            var settings = learner.Choose(drawn, unchecked(options.Seed + repetition));
            int[] others = Others(rows.Kept, drawn, classes);
            var trees = learner.Fit(drawn, settings);
            var predicted = learner.Predict(trees, others);
            var tau = new KendallTauB().Evaluate(Array.ConvertAll(others, row => truth[row]), predicted);
            return (tau.IsDefined ? tau.Value : 0, settings, SplitGains.Of(trees, features.Names.Length));
        }
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

    /// <summary>What was learned, one line per number of labels, the ten most important features.</summary>
    private protected override string Print() => string.Join(
        Environment.NewLine,
        [
            string.Create(CultureInfo.InvariantCulture, $"{Name}, {Repetitions} repetition{(Repetitions == 1 ? "" : "s")}"),
            .. Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Labels} labels: KD {p.Kendall}")),
            .. Importance.Take(10).Where(f => f.Value > 0).Select(
                f => string.Create(CultureInfo.InvariantCulture, $"{f.Value,6:P1} of the gain by {f.Key}")),
        ]);
}
