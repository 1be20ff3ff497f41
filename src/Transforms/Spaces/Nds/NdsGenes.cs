namespace NasPipelines.Spaces.Nds;

/// <summary>
/// What the genes of a network design space mean: three depths, three widths and, with bottlenecks, three bottleneck ratios and three
/// numbers of groups, each an index into the values that can be chosen.
/// </summary>
internal sealed class NdsGenes
{
    public const int Stages = 3;
    public const int StemWidth = 16;

    private static readonly string[] KindNames = ["depth", "width", "bottleneck ratio", "groups"];

    /// <param name="values">The values of each kind: depths and widths, then ratios and groups where there are bottlenecks.</param>
    public NdsGenes(params double[][] values)
    {
        Kinds = values.Length;
        Choices = new NumericChoices([.. values.SelectMany((ofKind, kind) =>
            Enumerable.Range(1, Stages).Select(stage => new NumericChoices.Choice($"{KindNames[kind]} of stage {stage}", ofKind)))]);
    }

    public NumericChoices Choices { get; }

    /// <summary>How many kinds of numbers there are.</summary>
    public int Kinds { get; }

    public bool HasBottlenecks => Kinds > 2;

    /// <summary>The architecture whose network has every weight of the space in full size: deepest, widest, without groups.</summary>
    public int[] Largest => [.. Enumerable.Range(0, Choices.Count).Select(gene => gene < 3 * Stages ? Choices.Values(gene).Count - 1 : 0)];

    /// <summary>Kind and number, whatever the stage.</summary>
    public string Name(int gene, int value) => $"{KindNames[gene / Stages]} {NumericChoices.Text(Choices.Values(gene)[value])}";

    /// <summary>The genes of values given kind by kind: depths, widths, bottleneck ratios, groups.</summary>
    public int[] GenesOf(IEnumerable<double> values) => [.. values.Select((value, gene) => Choices.GeneOf(gene, value))];

    public double[] ValuesOf(ReadOnlySpan<int> genes)
    {
        var values = new double[genes.Length];
        for (var gene = 0; gene < values.Length; gene++)
        {
            values[gene] = Choices.Value(genes, gene);
        }

        return values;
    }
}
