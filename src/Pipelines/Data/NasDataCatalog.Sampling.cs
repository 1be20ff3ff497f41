using NasPipelines.Stages;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Benchmarks;
using NasPipelines.Numerics;

namespace NasPipelines;

public sealed partial class NasDataCatalog
{
    /// <summary>The rows of randomly drawn architectures of a view, in the view's order.</summary>
    /// <param name="view">A view with the column <c>Architecture</c>.</param>
    /// <param name="count">Number of different architecture texts to draw; at most those that the view has.</param>
    /// <param name="seed">The same seed draws the same architectures from the same view.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative or larger than the number of architectures.</exception>
    public IDataView SampleRows(IDataView view, int count, long seed)
    {
        ArgumentNullException.ThrowIfNull(view);
        string[] texts = [.. view.GetColumn<string>(ArchitectureView.ArchitectureColumn).Distinct()];
        if (count < 0 || count > texts.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"the sample must have 0 to {texts.Length} architectures, the number of different ones in the view");
        }

        var random = new SplitMix64(Fnv1a.Hash("sample rows") + SplitMix64.Mix((ulong)seed));
        for (var i = 0; i < count; i++)
        {
            var j = i + (int)random.NextInteger(texts.Length - i);
            (texts[i], texts[j]) = (texts[j], texts[i]);
        }

        var drawn = texts.Take(count).ToHashSet(StringComparer.Ordinal);
        return Context.Data.FilterByCustomPredicate<ArchitectureText>(view, row => !drawn.Contains(row.Text));
    }

    private sealed class ArchitectureText
    {
        [ColumnName(ArchitectureView.ArchitectureColumn)]
        public string Text { get; set; } = string.Empty;
    }
}
