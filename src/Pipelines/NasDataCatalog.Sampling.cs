using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Data;
using NasPipelines.Numerics;

namespace NasPipelines;

public sealed partial class NasDataCatalog
{
    private const string WorkingColumn = "NasPipelines.SampledArchitecture"; // a predicate's column has a fixed name

    /// <summary>The rows of randomly drawn architectures of a view, in the view's order.</summary>
    /// <param name="view">A view of architectures.</param>
    /// <param name="count">Number of different architecture texts to draw; at most those that the view has.</param>
    /// <param name="seed">The same seed draws the same architectures from the same view.</param>
    /// <param name="architectureColumnName">The column of architectures.</param>
    /// <exception cref="ArgumentException">There is no such column of text.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative or larger than the number of architectures.</exception>
    public IDataView SampleRows(IDataView view, int count, long seed, string architectureColumnName = ArchitectureColumns.DefaultName)
    {
        string[] texts = [.. ArchitectureColumns.TextsOf(view, architectureColumnName).Distinct()];
        if (count < 0 || count > texts.Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count),
                count,
                $"the sample must have 0 to {texts.Length} architectures, the number of different ones in the view");
        }

        var random = new SplitMix64(Fnv1a.Hash("sample rows") + SplitMix64.Mix((ulong)seed));
        for (var i = 0; i < count; i++)
        {
            var j = i + (int)random.NextInteger(texts.Length - i);
            (texts[i], texts[j]) = (texts[j], texts[i]);
        }

        var drawn = texts.Take(count).ToHashSet(StringComparer.Ordinal);
        var copied = Context.Transforms.CopyColumns(WorkingColumn, architectureColumnName).Fit(view).Transform(view);
        var filtered = Context.Data.FilterByCustomPredicate<ArchitectureText>(copied, row => !drawn.Contains(row.Text));
        return Context.Transforms.DropColumns(WorkingColumn).Fit(filtered).Transform(filtered);
    }

    private sealed class ArchitectureText
    {
        [ColumnName(WorkingColumn)]
        public string Text { get; set; } = string.Empty;
    }
}
