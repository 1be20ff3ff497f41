using System.Buffers;
using System.Globalization;
using System.Text;

namespace NasPipelines.Spaces.NasBench1Shot1;

/// <summary>The parents of each vertex, then a digit per interior vertex.</summary>
internal sealed class ParentsEncoding(NasBench1Shot1Genes layout) : ArchitectureEncoding
{
    private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789-:");

    public override string Name => "parents";

    public override string Description =>
        "parents of vertices 1, 2, … and the output, then operations: 0-0-1-02-14-35:01201 "
            + "(0 conv3x3-bn-relu, 1 conv1x1-bn-relu, 2 maxpool3x3)";

    public override bool Recognises(ReadOnlySpan<char> text) => text.Contains(':') && !text.ContainsAnyExcept(Characters);

    public override int[] Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var parents = text[..colon].Split('-');
        var operations = text[(colon + 1)..];
        if (parents.Length != layout.Counts.Length || operations.Length != layout.Interior)
        {
            throw new FormatException(
                $"expected the parents of {layout.Counts.Length} vertices and {layout.Interior} operations, "
                    + $"found {parents.Length} and {operations.Length}.");
        }

        var genes = new int[layout.Choices.Length];
        for (var i = 0; i < parents.Length; i++)
        {
            genes[i] = ParentsOf(text, parents[i], i + 1);
        }

        for (var i = 0; i < operations.Length; i++)
        {
            genes[parents.Length + i] = operations[i] - '0' is var operation and >= 0 and < 3
                ? operation
                : throw new FormatException($"vertex {i + 1} has the unknown operation '{operations[i]}'; known: 0, 1, 2.");
        }

        return genes;
    }

    public override string Format(ReadOnlySpan<int> genes)
    {
        var text = new StringBuilder();
        for (var i = 0; i < layout.Counts.Length; i++)
        {
            text.Append(i > 0 ? "-" : "").Append(
                NasBench1Shot1Combinations.Members(NasBench1Shot1Combinations.Of(i + 1, layout.Counts[i])[genes[i]]));
        }

        text.Append(':');
        foreach (var operation in genes[layout.Counts.Length..])
        {
            text.Append(operation.ToString(CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    private int ParentsOf(string text, string parents, int vertex)
    {
        var choices = NasBench1Shot1Combinations.Of(vertex, layout.Counts[vertex - 1]);
        for (var i = 0; i < choices.Length; i++)
        {
            if (NasBench1Shot1Combinations.Members(choices[i]) == parents)
            {
                return i;
            }
        }

        throw new FormatException($"vertex {vertex} has the parents '{parents}'; "
            + $"possible: {string.Join(", ", choices.Select(NasBench1Shot1Combinations.Members))}.");
    }
}
