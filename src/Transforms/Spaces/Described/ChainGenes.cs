using NasPipelines.Networks.Graph;

namespace NasPipelines.Spaces.Described;

/// <summary>
/// What the genes of a chain mean: for each stage its depth and width, then for each block its kernel and expansion; what has one value
/// only has no gene.
/// </summary>
internal sealed class ChainGenes
{
    private readonly List<NumericChoices.Choice> _choices = [];
    private readonly Dictionary<(string Kind, int Stage, int Block), int> _genes = [];
    private readonly IReadOnlyList<ChainStage> _stages;

    public ChainGenes(IReadOnlyList<ChainStage> stages)
    {
        _stages = stages;
        for (var stage = 0; stage < stages.Count; stage++)
        {
            Add("depth", stage, -1);
            Add("width", stage, -1);
            for (var block = 0; block < stages[stage].Deepest; block++)
            {
                Add("kernel", stage, block);
                Add("expansion", stage, block);
            }
        }

        Choices = new NumericChoices(_choices);
    }

    public NumericChoices Choices { get; }

    /// <summary>The gene of a choice; null where there is one value only.</summary>
    public int? Gene(string kind, int stage, int block = -1) =>
        _genes.TryGetValue((kind, stage, block), out var gene) ? gene : null;

    /// <summary>What a choice chooses among.</summary>
    public double[] Values(string kind, int stage) => kind switch
    {
        "depth" => _stages[stage].Depths,
        "width" => _stages[stage].Widths,
        "kernel" => _stages[stage].Kernels,
        _ => _stages[stage].Expansions,
    };

    /// <summary>The channels of a stage, where genes decide them; else null.</summary>
    public ElasticWidth? Width(int stage, Func<double, int> channels) =>
        Gene("width", stage) is { } gene ? Choices.Width([gene], values => channels(values[0])) : null;

    /// <summary>The value that an architecture chose.</summary>
    public double Value(IReadOnlyList<int> genes, string kind, int stage, int block = -1) =>
        Values(kind, stage)[Gene(kind, stage, block) is { } gene ? genes[gene] : 0];

    /// <summary>Kind and value, whatever the stage and block.</summary>
    public string Name(int gene, int value) =>
        $"{_genes.First(g => g.Value == gene).Key.Kind} {NumericChoices.Text(Choices.Values(gene)[value])}";

    /// <summary>The genes with 0 for every block that is not there.</summary>
    public int[] WithoutAbsentBlocks(IReadOnlyList<int> genes)
    {
        int[] kept = [.. genes];
        foreach (var ((_, stage, block), gene) in _genes)
        {
            kept[gene] = block < Value(genes, "depth", stage) ? kept[gene] : 0;
        }

        return kept;
    }

    private void Add(string kind, int stage, int block)
    {
        var values = Values(kind, stage);
        if (values.Length > 1)
        {
            _genes.Add((kind, stage, block), _choices.Count);
            var place = FormattableString.Invariant($"of stage {stage + 1}");
            _choices.Add(new(
                block < 0 ? $"{kind} {place}" : FormattableString.Invariant($"{kind} of block {block + 1} {place}"), values));
        }
    }
}
