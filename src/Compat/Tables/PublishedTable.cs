using System.Collections.Immutable;
using Microsoft.ML;
using NasPipelines.Scoring;
using NasPipelines.Uncertainty;

namespace NasPipelines.Compat.Tables;

/// <summary>A table that was published, and how it is computed again.</summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed class PublishedTable
{
    internal PublishedTable(string name, string title, string source, IEnumerable<PublishedFigure> figures) =>
        (Name, Title, Source, Figures) = (name, title, source, [.. figures]);

    /// <summary>The name on the command line.</summary>
    public string Name { get; }

    /// <summary>What the table is.</summary>
    public string Title { get; }

    /// <summary>Where it was published.</summary>
    public string Source { get; }

    /// <summary>Its figures.</summary>
    public ImmutableArray<PublishedFigure> Figures { get; }

    /// <summary>Computes the figures again from scores and accuracies that are at hand.</summary>
    /// <param name="nas">The library.</param>
    /// <param name="data">
    /// Architectures with true accuracies, and scores in columns called as the estimators here or in NASLib are, with the data set in front
    /// where there are several (<c>cifar100_synflow</c>). Counts, such as parameters, are computed; what is not there stays open, and the
    /// result says so.
    /// </param>
    /// <param name="bootstrap">Resamples for the intervals; null for the defaults.</param>
    /// <param name="run">Progress and cancellation; null for neither.</param>
    /// <exception cref="ArgumentException">The architectures are of another search space, or no accuracies of the protocol are
    /// there.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Reproduction Reproduce(NasCatalog nas, IDataView data, BootstrapOptions? bootstrap = null, RunOptions? run = null)
    {
        ArgumentNullException.ThrowIfNull(nas);
        ArgumentNullException.ThrowIfNull(data);
        var counted = ScoreSource.Counted.Add(nas, data, Figures.SelectMany(figure => figure.Source.Counts), run);
        return new(this, Figures.GroupBy(figure => figure.Protocol).SelectMany(
            figures => TableRows.Reproduce(nas, counted, figures.Key, [.. figures], bootstrap ?? new(), run)));
    }
}
