using System.Collections.Immutable;
using NasPipelines.Spaces;

namespace NasPipelines.Analyses;

/// <summary>Counts, for pairs of architectures that differ in one gene, how truth and score change.</summary>
/// <param name="architectures">The architectures.</param>
/// <param name="truth">Their true quality.</param>
/// <param name="scores">Their scores.</param>
/// <param name="change">What changes with a gene, from one value to another, such as <see cref="SearchSpace.GeneChange"/>.</param>
internal sealed class MutationCounter(
    Architecture[] architectures, double[] truth, double[] scores, Func<int, int, int, (string From, string To)> change)
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
                if (rows.TryGetValue(neighbour.Text, out var other)
                    && other > row
                    && ChangedGene(architectures[row], neighbour) is { } gene)
                {
                    pairs.Add((row, other, gene));
                }
            }
        }

        return pairs;
    }

    public ImmutableArray<OperationMutation> Count(IEnumerable<(int Row, int Other, int Gene)> pairs)
    {
        Dictionary<(int Gene, int From, int To), Tally> byGene = [];
        foreach (var (row, other, gene) in pairs)
        {
            int from = architectures[row].Genes[gene], to = architectures[other].Genes[gene];
            if (!byGene.TryGetValue((gene, from, to), out var tally))
            {
                byGene.Add((gene, from, to), tally = new());
            }

            tally.Add(truth[other].CompareTo(truth[row]), scores[other].CompareTo(scores[row]));
        }

        SortedDictionary<(string, string), Tally> byName = new(ByName);
        foreach (var ((gene, from, to), tally) in byGene)
        {
            var (before, after) = change(gene, from, to);
            Merge((before, after), tally);
            Merge((after, before), tally.Mirrored());
        }

        return [.. byName.Select(t => t.Value.Result(t.Key.Item1, t.Key.Item2))];

        void Merge((string, string) key, Tally tally) => byName[key] = byName.TryGetValue(key, out var known) ? known.Plus(tally) : tally;
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
        private long _pairs, _truthTies, _scoreTies;
        private double _truth, _score, _squares;

        public void Add(int inTruth, int inScore)
        {
            double t = (1 + Math.Sign(inTruth)) / 2.0, s = (1 + Math.Sign(inScore)) / 2.0;
            _pairs++;
            _truthTies += inTruth == 0 ? 1 : 0;
            _scoreTies += inScore == 0 ? 1 : 0;
            _truth += t;
            _score += s;
            _squares += (s - t) * (s - t);
        }

        public Tally Mirrored() => new()
        {
            _pairs = _pairs,
            _truthTies = _truthTies,
            _scoreTies = _scoreTies,
            _truth = _pairs - _truth,
            _score = _pairs - _score,
            _squares = _squares,
        };

        public Tally Plus(Tally other) => new()
        {
            _pairs = _pairs + other._pairs,
            _truthTies = _truthTies + other._truthTies,
            _scoreTies = _scoreTies + other._scoreTies,
            _truth = _truth + other._truth,
            _score = _score + other._score,
            _squares = _squares + other._squares,
        };

        public OperationMutation Result(string from, string to)
        {
            var bias = (_score - _truth) / _pairs;
            var error = _pairs > 1 ? Math.Sqrt(Math.Max(0, (_squares / _pairs) - (bias * bias)) / (_pairs - 1)) : double.NaN;
            return new(from, to, new(_truth, _pairs), new(_score, _pairs), error, _truthTies, _scoreTies);
        }
    }
}
