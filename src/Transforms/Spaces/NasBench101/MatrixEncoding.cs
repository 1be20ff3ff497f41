using System.Text;
using NasPipelines.Spaces.Literals;

namespace NasPipelines.Spaces.NasBench101;

/// <summary>
/// An adjacency matrix of 0 and 1 by rows, then the names of the operations: in two lists, in one, or by the names that the benchmark's
/// code gives them. Each of the published forms reads all of them.
/// </summary>
internal sealed class MatrixEncoding(string name, string description, Func<NasBench101Cell, string> write) : LiteralEncoding
{
    private static readonly string[] MatrixKeys = ["matrix", "module_adjacency", "adjacency", "adj"];
    private static readonly string[] OperationKeys = ["ops", "module_operations", "operations", "labels", "labeling"];

    public override string Name => name;

    public override string Description => description;

    public override string Notation => "an adjacency matrix with operations";

    public override bool Fits(Literal literal) => literal.Kind == LiteralKind.Map
        ? OperationKeys.Any(literal.Entries.ContainsKey)
        : literal.Kind == LiteralKind.List && Flat(literal).Any(item => item.Text == MatrixText.Input);

    public override string Format(ReadOnlySpan<int> genes) => write(NasBench101Cell.FromGenes(genes));

    public override int[] Read(Literal literal)
    {
        var (digits, names) = (new StringBuilder(), new List<string>());
        foreach (var item in literal.Kind == LiteralKind.Map
            ? Flat(Entry(literal, MatrixKeys)).Concat(Flat(Entry(literal, OperationKeys)))
            : Flat(literal))
        {
            if (names.Count > 0 || item.Kind is LiteralKind.Text or LiteralKind.Name)
            {
                names.Add(item.Text);
            }
            else
            {
                digits.Append(item.Integer switch
                {
                    0 => '0',
                    1 => '1',
                    _ => throw new FormatException($"'{item.Shown}' in the adjacency matrix, expected zeros and ones."),
                });
            }
        }

        return MatrixText.GenesOf(digits.ToString(), names);
    }

    private static Literal Entry(Literal literal, string[] keys) =>
        keys.Select(key => literal.Entries.GetValueOrDefault(key)).FirstOrDefault(found => found is not null)
        ?? throw new FormatException($"'{keys[0]}' is missing.");

    private static IEnumerable<Literal> Flat(Literal literal) =>
        literal.Kind == LiteralKind.List ? literal.Items.SelectMany(Flat) : [literal];
}
