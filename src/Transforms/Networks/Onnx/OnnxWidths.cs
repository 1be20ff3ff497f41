using NasPipelines.Networks.Graph;

namespace NasPipelines.Networks.Onnx;

/// <summary>Channels that genes decide: looked up in tables at the head of the model, by which weights are cut.</summary>
internal sealed class OnnxWidths(OnnxConstants constants, OnnxScope shared)
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>The leading values of a vector, as many as genes decide; the vector itself where they decide nothing.</summary>
    public string Cut(string vector, ElasticWidth? width) => width is null
        ? vector
        : Once($"{vector} cut", width,
            () => shared.Add("Slice", $"{vector}.cut", [vector, constants.Integers(0), Value(width), constants.Integers(0)]));

    /// <summary>The part of a weight that a layer reads: the leading filters and channels, for groups the blocks on the diagonal.</summary>
    /// <param name="weight">The whole weight.</param>
    /// <param name="rows">Its filters.</param>
    /// <param name="filters">Those that genes decide; null for all.</param>
    /// <param name="columns">Channels that a filter reads of the whole input.</param>
    /// <param name="channels">Channels of the input that genes decide; null for all.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="scope">Where the layer is.</param>
    public string Cut(string weight, long rows, ElasticWidth? filters, long columns, ElasticWidth? channels, int groups, OnnxScope scope)
    {
        if (filters is null && channels is null)
        {
            return weight;
        }

        string[] blocks = [.. Enumerable.Range(0, groups).Select(group => scope.Add(
            "Slice", $"{weight}.cut", [weight, Corner(group), Corner(group + 1), constants.Integers(0, 1)]))];
        return blocks.Length == 1 ? blocks[0] : scope.Add("Concat", $"{weight}.blocks", blocks, OnnxScope.Attribute("axis", 0));

        string Corner(int group) => scope.Add(
            "Concat", $"{weight}.corner", [Border(filters, rows / groups, group), Border(channels, columns, group)],
            OnnxScope.Attribute("axis", 0));

        string Border(ElasticWidth? width, long fixedSize, int group) =>
            group == 0 || width is null ? constants.Integers(group * fixedSize) : Value(width.Select(size => size / groups * group));
    }

    private string Value(ElasticWidth width) => Once("value", width, () =>
    {
        var index = Gene(width.Genes[0]);
        for (var i = 1; i < width.Genes.Length; i++)
        {
            var scaled = shared.Add("Mul", "width.scaled", [index, constants.Integers(width.Choices[i])]);
            index = shared.Add("Add", "width.index", [scaled, Gene(width.Genes[i])]);
        }

        return shared.Add("Gather", "width", [constants.Integers([.. width.Channels]), index]);
    });

    private string Gene(int gene) => Once(
        $"gene {gene}",
        () => shared.Add("Gather", $"{OnnxNetwork.Architecture}.{gene}.vector", [OnnxNetwork.Architecture, constants.Integers(gene)]));

    private string Once(string what, ElasticWidth width, Func<string> write) =>
        Once($"{what} {string.Join('_', width.Genes)} {string.Join('_', width.Channels)}", write);

    private string Once(string key, Func<string> write)
    {
        if (!_known.TryGetValue(key, out var name))
        {
            _known.Add(key, name = write());
        }

        return name;
    }
}
