using System.Collections.Immutable;
using NasPipelines.Architectures;

namespace NasPipelines;

/// <summary>Counts, for pairs of architectures that differ in one gene, how truth and score change.</summary>
internal sealed class MutationCounter(Architecture[] architectures, double[] scores, double[] truth, Func<int, int, string> name)
{
    private static readonly Comparer<(string, string)> ByName = Comparer<(string, string)>.Create(
        (a, b) => string.CompareOrdinal(a.Item1, b.Item1) is var first && first != 0 ? first : string.CompareOrdinal(a.Item2, b.Item2));

    /// <summary>The pairs of rows at edit distance 1 in one gene, lower row first.</summary>
    public static List<(int Row, int Other, int Gene)> Pairs(Architecture[] architectures)
    {
        Dictionary<string, int> rows = new(StringComparer.Ordinal);
        for (var row = 0; row < architectures.Length; row++)
        {
            rows.TryAdd(architectures[row].Text, row);
        }

        List<(int, int, int)> pairs = [];
        for (var row = 0; row < architectures.Length; row++)
        {
            foreach (var neighbour in architectures[row].Space.Neighbours(architectures[row]))
            {
                if (rows.TryGetValue(neighbour.Text, out var other) && other > row && ChangedGene(architectures[row], neighbour) is { } gene)
                {
                    pairs.Add((row, other, gene));
                }
            }
        }

        return pairs;
    }

    public ImmutableArray<OperationMutation> Count(IEnumerable<(int Row, int Other, int Gene)> pairs)
    {
        SortedDictionary<(string From, string To), Tally> tallies = new(ByName);
        foreach (var (row, other, gene) in pairs)
        {
            string from = name(gene, architectures[row].Genes[gene]), to = name(gene, architectures[other].Genes[gene]);
            int inTruth = truth[other].CompareTo(truth[row]), inScore = scores[other].CompareTo(scores[row]);
            Of(from, to).Add(inTruth, inScore);
            Of(to, from).Add(-inTruth, -inScore);
        }

        return [.. tallies.Select(t => t.Value.Result(t.Key.From, t.Key.To))];

        Tally Of(string from, string to)
        {
            if (!tallies.TryGetValue((from, to), out var tally))
            {
                tallies.Add((from, to), tally = new());
            }

            return tally;
        }
    }

    private static int? ChangedGene(Architecture a, Architecture b)
    {
        if (a.Genes.Length != b.Genes.Length)
        {
            return null;
        }

        int[] changed = [.. Enumerable.Range(0, a.Genes.Length).Where(g => a.Genes[g] != b.Genes[g])];
        return changed.Length == 1 ? changed[0] : null;
    }

    private sealed class Tally
    {
        private long pairs, truthTies, scoreTies;
        private double truth, score, squares;

        public void Add(int inTruth, int inScore)
        {
            double t = (1 + Math.Sign(inTruth)) / 2.0, s = (1 + Math.Sign(inScore)) / 2.0;
            pairs++;
            truthTies += inTruth == 0 ? 1 : 0;
            scoreTies += inScore == 0 ? 1 : 0;
            truth += t;
            score += s;
            squares += (s - t) * (s - t);
        }

        public OperationMutation Result(string from, string to)
        {
            var bias = (score - truth) / pairs;
            var error = pairs > 1 ? Math.Sqrt(Math.Max(0, squares / pairs - bias * bias) / (pairs - 1)) : double.NaN;
            return new(from, to, new(truth, pairs), new(score, pairs), error, truthTies, scoreTies);
        }
    }
}
