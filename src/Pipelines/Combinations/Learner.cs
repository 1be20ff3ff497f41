using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace NasPipelines.Combinations;

/// <summary>A way to learn the order of architectures from those that have a label; <see cref="Learners"/> lists them.</summary>
public abstract class Learner
{
    private protected Learner()
    {
    }

    /// <summary>The name used in options and on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What it is, in a line.</summary>
    public abstract string Description { get; }

    /// <summary>The settings to choose from where none are given.</summary>
    public abstract IReadOnlyList<TreeSettings> Settings { get; }

    /// <summary>Fits trees to the columns <see cref="TreeLearner.Features"/> and <see cref="TreeLearner.Label"/>, on one thread.</summary>
    /// <exception cref="NotSupportedException">The learner's native library does not load here.</exception>
    internal abstract ITransformer Fit(MLContext context, IDataView view, TreeSettings settings);

    /// <summary>The options of a trainer of ML.NET's own trees, with what all of them are told alike.</summary>
    private protected static T With<T>(T options, TreeSettings settings)
        where T : TreeOptions
    {
        options.LabelColumnName = TreeLearner.Label;
        options.FeatureColumnName = TreeLearner.Features;
        options.NumberOfTrees = settings.Trees;
        options.NumberOfLeaves = settings.Leaves;
        options.MinimumExampleCountPerLeaf = settings.RowsPerLeaf;
        options.FeatureFractionPerSplit = settings.FeatureShare;
        options.NumberOfThreads = 1;
        options.FeatureFlocks = false;
        options.Seed = 1;
        return options;
    }
}
