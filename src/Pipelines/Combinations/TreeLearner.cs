using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Analyses;
using NasPipelines.Numerics;
using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;

namespace NasPipelines.Combinations;

/// <summary>Regression trees on a table in memory.</summary>
/// <remarks>The trees learn the rank of the label: accuracies of few, very bad architectures would otherwise dominate the loss.</remarks>
internal sealed class TreeLearner(MLContext context, FeatureTable features, double[] label, LearnedCombinationOptions options)
{
    /// <summary>The column of the label.</summary>
    public const string Label = "Label";

    /// <summary>The column that the trees read.</summary>
    public const string Features = "NasPipelines.Features";

    /// <summary>The column that they write; ML.NET gives regressions no other name.</summary>
    public const string Score = "Score";

    private readonly Learner _learner = Learners.Get(options.Learner);

    /// <summary>Chooses settings by cross-validation on some rows.</summary>
    public TreeSettings Choose(int[] rows, long seed)
    {
        var choices = options.Settings ?? _learner.Settings;
        if (choices.Count == 1 || rows.Length < 2 * options.Folds)
        {
            return choices[0];
        }

        var shuffled = Draw(rows, rows.Length, seed);
        return choices.MaxBy(settings =>
        {
            var predicted = new double[shuffled.Length];
            for (var fold = 0; fold < options.Folds; fold++)
            {
                int[] held = [.. Enumerable.Range(0, shuffled.Length).Where(i => i % options.Folds == fold)];
                int[] train = [.. shuffled.Where((_, i) => i % options.Folds != fold)];
                var scores = Predict(Fit(train, settings), Array.ConvertAll(held, i => shuffled[i]));
                for (var i = 0; i < held.Length; i++)
                {
                    predicted[held[i]] = scores[i];
                }
            }

            return new KendallTauB().Evaluate(Array.ConvertAll(shuffled, row => label[row]), predicted) is { IsDefined: true } tau
                ? tau.Value
                : -1;
        })!;
    }

    public ITransformer Fit(int[] rows, TreeSettings settings)
    {
        var ranks = RankDifference.MeanRanks(RankedColumn.Of(Array.ConvertAll(rows, row => label[row])));
        return _learner.Fit(context, View(rows, i => (float)(ranks[i] / rows.Length)), settings);
    }

    public double[] Predict(ITransformer model, int[] rows) =>
        [.. model.Transform(View(rows, _ => 0)).GetColumn<float>(Score).Select(s => (double)s)];

    /// <summary>Some of the rows in random order; the same for the same seed.</summary>
    public static int[] Draw(int[] rows, int count, long seed)
    {
        var random = new SplitMix64(Fnv1a.Hash("draw rows") + SplitMix64.Mix((ulong)seed));
        var drawn = (int[])rows.Clone();
        for (var i = 0; i < count; i++)
        {
            var j = i + (int)random.NextInteger(drawn.Length - i);
            (drawn[i], drawn[j]) = (drawn[j], drawn[i]);
        }

        return drawn[..count];
    }

    private IDataView View(int[] rows, Func<int, float> labelOf)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[Features].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features.Names.Length);
        return context.Data.LoadFromEnumerable(
            rows.Select((row, i) => new Row { Features = features.Rows[row], Label = labelOf(i) }), schema);
    }

    private sealed class Row
    {
        [ColumnName(TreeLearner.Features)]
        public float[] Features { get; set; } = [];

        [ColumnName(TreeLearner.Label)]
        public float Label { get; set; }
    }
}
