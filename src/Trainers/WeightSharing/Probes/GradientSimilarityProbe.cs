using NasPipelines.Spaces;

namespace NasPipelines.Trainers.WeightSharing.Probes;

/// <summary>
/// Cosine similarity between two architectures' gradients of the parameters that they share (Ning et al. 2021, section 4.3): mean over
/// pairs and parameters, and the means of parts of the network by the first word of the parameter's name.
/// </summary>
internal sealed class GradientSimilarityProbe : SupernetProbe
{
    private readonly IReadOnlyList<(Architecture First, Architecture Second)> _pairs;
    private readonly IReadOnlyList<string> _parts;
    private readonly int _every;
    private readonly int _images;

    /// <summary>A probe of given pairs.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="parts">Beginnings of parameter names, such as <c>stem</c>, <c>cells.0</c>, <c>classifier</c>: a value each.</param>
    /// <param name="every">Epochs between measurements.</param>
    /// <param name="images">Images of the validation part, in one batch.</param>
    public GradientSimilarityProbe(
        IReadOnlyList<(Architecture First, Architecture Second)> pairs, IReadOnlyList<string> parts, int every = 1, int images = 256)
    {
        ArgumentNullException.ThrowIfNull(parts);
        (_pairs, _parts, _every, _images) = (pairs, parts, every, images);
        Names = ["gradient_similarity", .. parts.Select(p => $"gradient_similarity_{p}")];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<double> AfterEpoch(SupernetView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (view.Epoch % _every != 0 || view.Validation is not { } validation)
        {
            return [];
        }

        var images = validation.Take(0, Math.Min(_images, validation.Count));
        var cosines = new List<(string Name, double Cosine)>();
        foreach (var (first, second) in _pairs)
        {
            var (a, b) = (view.Gradient(first, images), view.Gradient(second, images));
            cosines.AddRange(
                a.Keys.Where(b.ContainsKey).Select(name => (name, Cosine(a[name], b[name]))).Where(c => double.IsFinite(c.Item2)));
        }

        return [Mean(cosines), .. _parts.Select(part => Mean(cosines.Where(c => c.Name.StartsWith(part + ".", StringComparison.Ordinal))))];
    }

    private static double Mean(IEnumerable<(string Name, double Cosine)> cosines) =>
        cosines.Select(c => c.Cosine).DefaultIfEmpty(double.NaN).Average();

    /// <summary>NaN where one of the two is zero.</summary>
    internal static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (product, left, right) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            product += (double)a[i] * b[i];
            left += (double)a[i] * a[i];
            right += (double)b[i] * b[i];
        }

        return product / Math.Sqrt(left * right);
    }
}
