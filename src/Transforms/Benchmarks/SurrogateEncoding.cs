using System.Text.Json;
using NasPipelines.Files;
using NasPipelines.Spaces;
using NasPipelines.Spaces.NasBench301;
using static System.FormattableString;

namespace NasPipelines.Benchmarks;

/// <summary>
/// The codes by which the surrogate of NAS-Bench-301 knows an architecture: 14 edges of the normal cell, 14 of the reduction cell, then the
/// inputs of nodes 3 to 5 of each. The order is this one, whatever the order in the file.
/// </summary>
internal sealed class SurrogateEncoding
{
    public const int Columns = (2 * Edges) + (2 * 3);

    private const int Edges = 14;
    private const long MaxBytes = 1 << 20;
    private const string NoEdge = "#na#";
    private const string Prefix = "NetworkSelectorDatasetInfo_COLON_darts_COLON_";

    private static readonly string[] Cells = ["normal", "reduce"];

    private readonly Dictionary<string, int>[] _codes;

    private SurrogateEncoding(Dictionary<string, int>[] codes) => _codes = codes;

    /// <summary>The texts of the choices, in the order of the columns.</summary>
    private static IEnumerable<string> Keys =>
        Cells.SelectMany(cell => Enumerable.Range(0, Edges).Select(edge => $"edge_{cell}_{edge}"))
            .Concat(Cells.SelectMany(cell => Enumerable.Range(3, 3).Select(node => $"inputs_node_{cell}_{node}")));

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no JSON object, or it lacks a key or a choice.</exception>
    public static SurrogateEncoding Load(string path)
    {
        Dictionary<string, Dictionary<string, int>>? file;
        try
        {
            using var stream = InputFile.Open(path, MaxBytes);
            file = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, int>>>(stream);
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path} is no table of codes, {{key: {{choice: number}}}}: {JsonFaults.Text(fault)}", fault);
        }

        var codes = Keys.Select(
            key => file?.GetValueOrDefault(Prefix + key) ?? throw new InvalidDataException($"{path}: {Prefix + key} is missing")).ToArray();
        foreach (var (key, column) in Keys.Zip(codes))
        {
            IEnumerable<string> choices = key.StartsWith("edge", StringComparison.Ordinal)
                ? [NoEdge, .. NasBench301Genes.Operations]
                : InputPairs(key[^1] - '0');
            if (choices.FirstOrDefault(choice => !column.ContainsKey(choice)) is { } missing)
            {
                throw new InvalidDataException($"{path}: {Prefix + key} lacks the choice {missing}");
            }

            if (column.GroupBy(code => code.Value).FirstOrDefault(same => same.Count() > 1)?.ToArray() is [var one, var other, ..])
            {
                throw new InvalidDataException(
                    Invariant(
                        $"{path}: {Prefix + key} gives {ShownText.Of(one.Key)} and {ShownText.Of(other.Key)} the same code {one.Value}"));
            }

            if (column.FirstOrDefault(code => code.Value < 0 || code.Value >= column.Count).Key is { } wrong)
            {
                throw new InvalidDataException(
                    Invariant($"{path}: {Prefix + key} gives {ShownText.Of(wrong)} the code {column[wrong]}, ")
                    + Invariant($"which is not in [0, {column.Count - 1}]"));
            }
        }

        return new SurrogateEncoding(codes);
    }

    /// <summary>The codes of an architecture.</summary>
    public int[] Codes(Architecture architecture)
    {
        var choices = Enumerable.Repeat(NoEdge, Columns).ToArray();
        var genes = architecture.Genes.AsSpan();
        for (var (cell, column) = (0, 2 * Edges); cell < Cells.Length; cell++)
        {
            for (var node = 2; node < 6; node++, genes = genes[4..])
            {
                var first = (cell * Edges) + NasBench301Genes.FirstEdge(node);
                choices[first + genes[1]] = NasBench301Genes.Operations[genes[0]];
                choices[first + genes[3]] = NasBench301Genes.Operations[genes[2]];
                if (node > 2)
                {
                    choices[column++] = $"{genes[1]}_{genes[3]}";
                }
            }
        }

        return [.. choices.Zip(_codes, (choice, codes) => codes[choice])];
    }

    private static IEnumerable<string> InputPairs(int node) =>
        from second in Enumerable.Range(1, node - 1) from first in Enumerable.Range(0, second) select $"{first}_{second}";
}
