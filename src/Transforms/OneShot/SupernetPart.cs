using NasPipelines.Spaces;

namespace NasPipelines.OneShot;

/// <summary>A part of a search space that a supernet is of: the architectures with one choice of a gene.</summary>
/// <param name="Gene">The position of the gene.</param>
/// <param name="Value">Its value.</param>
internal sealed record SupernetPart(int Gene, int Value)
{
    public bool Contains(Architecture architecture) => architecture.Genes[Gene] == Value;

    /// <summary>For people.</summary>
    public string Describe(SearchSpace space) => $"where gene {Gene} is {space.GeneName(Gene, Value)}";
}
