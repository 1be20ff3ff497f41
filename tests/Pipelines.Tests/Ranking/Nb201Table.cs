using System.Globalization;
using System.IO.Compression;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Ranking;

/// <summary>The real NAS-Bench-201 ground truth, with parameter counts derived from the operations alone.</summary>
internal sealed class Nb201Table
{
    private static readonly (int From, int To)[] Edges = [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3)];

    private readonly string[] _header;
    private readonly string[][] _rows;

    private Nb201Table(string[] header, string[][] rows) => (_header, _rows) = (header, rows);

    public IEnumerable<string> Ops => Texts("ops");

    public static Nb201Table Read(string file = "nb201_accuracy.csv.gz")
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(TestData.Data($"nb201/{file}")), CompressionMode.Decompress));
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new(lines[0].Split(','), [.. lines.Skip(1).Select(line => line.TrimEnd('\r').Split(','))]);
    }

    /// <summary>A column as numbers, NaN where it is blank.</summary>
    public double[] Column(string name) =>
        [.. Texts(name).Select(text => text.Length == 0 ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture))];

    /// <summary>Parameters of the network, all edges counted.</summary>
    public static double Params(string ops) => 73306 + ops.Sum(Weights);

    /// <summary>Parameters on edges that lie on a path from the cell's input to its output.</summary>
    public static double ActiveParams(string ops)
    {
        var reached = new bool[4];
        var leads = new bool[4];
        reached[0] = leads[3] = true;
        for (var e = 0; e < 6; e++)
        {
            reached[Edges[e].To] |= ops[e] != 'n' && reached[Edges[e].From];
        }

        for (var e = 5; e >= 0; e--)
        {
            leads[Edges[e].From] |= ops[e] != 'n' && leads[Edges[e].To];
        }

        return 73306 + Enumerable.Range(0, 6).Where(e => reached[Edges[e].From] && leads[Edges[e].To]).Sum(e => Weights(ops[e]));
    }

    /// <summary>The string form whose distinct values are the literature's 6,466 classes.</summary>
    public static string Class(string ops)
    {
        string[] nodes = ["0", "", "", ""];
        for (var node = 1; node < 4; node++)
        {
            nodes[node] = string.Join("+", Enumerable.Range(0, 6).Where(e => Edges[e].To == node)
                .Select(e => Edge(ops[e], nodes[Edges[e].From])).Order(StringComparer.Ordinal));
        }

        return nodes[3];
    }

    // The full names: the order of the summands, and with it the class, depends on them.
    private static string Edge(char op, string source) =>
        op == 'n' || source == "#" ? "#"
            : op == 's' ? source
            : $"({source})@{op switch { '1' => "nor_conv_1x1", '3' => "nor_conv_3x3", _ => "avg_pool_3x3" }}";

    private static double Weights(char op) => op switch { '3' => 243_040, '1' => 28_000, _ => 0 };

    private IEnumerable<string> Texts(string name)
    {
        var column = Array.IndexOf(_header, name);
        return _rows.Select(row => row[column]);
    }
}
