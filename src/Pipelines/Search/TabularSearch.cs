using System.Collections.Concurrent;
using System.Collections.Immutable;
using NasPipelines.Evaluation;
using NasPipelines.Numerics;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.Uncertainty;

namespace NasPipelines.Search;

/// <summary>Simulates searches on a table in which every architecture's truth is known.</summary>
internal sealed class TabularSearch(
    Architecture[] architectures, double[] truth, double[][] scores, SearchSimulationOptions options, RunOptions? run = null)
{
    private readonly Lazy<Dictionary<string, int>> _rows =
        new(() => Enumerable.Range(0, architectures.Length).DistinctBy(row => architectures[row].Text).ToDictionary(
            row => architectures[row].Text));
    private readonly ConcurrentDictionary<int, int[]> _neighbours = new();

    public SearchCurve Run(SearchStrategy strategy, ImmutableArray<string> estimators)
    {
        var budget = Math.Min(options.Budget, truth.Length);
        var best = new double[budget][];
        for (var b = 0; b < budget; b++)
        {
            best[b] = new double[options.Repetitions];
        }

        var scored = new long[options.Repetitions];
        var pieces = new RunPieces(run, options.Repetitions);
        Parallel.For(0, options.Repetitions, pieces.Parallel, repetition =>
        {
            var random = new SplitMix64(
                Fnv1a.Hash($"search {strategy}") + SplitMix64.Mix(SplitMix64.Mix((ulong)options.Seed) + (ulong)repetition));
            var found = double.NegativeInfinity;
            var trained = 0;
            foreach (var row in Order(strategy, ref random, budget, ref scored[repetition]))
            {
                found = Math.Max(found, truth[row]);
                best[trained++][repetition] = found;
            }

            pieces.Done();
        });
        // rounding must not leave the range
        CriterionInterval Found(double[] values) =>
            CriterionInterval.Of(Math.Clamp(values.Average(), values.Min(), values.Max()), values, 0.95);
        return new(strategy, estimators, [.. best.Select(Found)], scored.Average(), truth.Max());
    }

    // The rows in the order in which they are trained, each once.
    private List<int> Order(SearchStrategy strategy, ref SplitMix64 random, int budget, ref long scored) => strategy switch
    {
        SearchStrategy.Random => [.. Draw(ref random, budget)],
        SearchStrategy.SuccessiveFilter => Filter(ref random, budget, ref scored),
        _ => Evolve(ref random, budget, ref scored),
    };

    private int[] Draw(ref SplitMix64 random, int count)
    {
        int[] drawn = [.. Enumerable.Range(0, truth.Length)];
        for (var i = 0; i < count; i++)
        {
            var j = i + (int)random.NextInteger(drawn.Length - i);
            (drawn[i], drawn[j]) = (drawn[j], drawn[i]);
        }

        return drawn[..count];
    }

    // From pool to budget in equal ratios, one per estimator.
    private List<int> Filter(ref SplitMix64 random, int budget, ref long scored)
    {
        int[] pool = Draw(ref random, Math.Min(options.Pool, truth.Length));
        for (var e = 0; e < scores.Length; e++)
        {
            scored += pool.Length;
            var keep = (int)Math.Round(pool.Length * Math.Pow((double)budget / pool.Length, 1.0 / (scores.Length - e)));
            var score = scores[e];
            pool = [.. pool.OrderByDescending(row => score[row]).Take(keep)]; // stable: equal scores keep their random order
        }

        return [.. pool];
    }

    private List<int> Evolve(ref SplitMix64 random, int budget, ref long scored)
    {
        List<int> order = [.. Draw(ref random, Math.Min(options.Population, budget))];
        Queue<int> population = new(order);
        var trained = order.ToHashSet();
        while (order.Count < budget)
        {
            var parent = Tournament(ref random, [.. population]);
            int[] fresh = [.. NeighboursOf(parent).Where(row => !trained.Contains(row))];
            var child = fresh.Length > 0 ? Mutant(ref random, fresh, ref scored) : Untrained(ref random, trained);
            trained.Add(child);
            order.Add(child);
            population.Enqueue(child);
            population.Dequeue();
        }

        return order;
    }

    private int Tournament(ref SplitMix64 random, int[] population)
    {
        var best = population[random.NextInteger(population.Length)];
        for (var i = 1; i < options.Tournament; i++)
        {
            var other = population[random.NextInteger(population.Length)];
            best = truth[other] > truth[best] ? other : best;
        }

        return best;
    }

    private int Mutant(ref SplitMix64 random, int[] fresh, ref long scored)
    {
        var chosen = fresh[random.NextInteger(fresh.Length)];
        for (var i = 1; i < options.Mutants && scores.Length > 0; i++)
        {
            var other = fresh[random.NextInteger(fresh.Length)];
            chosen = scores[0][other] > scores[0][chosen] ? other : chosen;
        }

        scored += scores.Length > 0 ? options.Mutants : 0;
        return chosen;
    }

    private int Untrained(ref SplitMix64 random, HashSet<int> trained)
    {
        int row;
        do
        {
            row = (int)random.NextInteger(truth.Length);
        }
        while (trained.Contains(row));
        return row;
    }

    private int[] NeighboursOf(int row) => _neighbours.GetOrAdd(row, r => [.. architectures[r].Space.Neighbours(architectures[r])
        .Select(n => _rows.Value.TryGetValue(n.Text, out var other) ? other : -1).Where(other => other >= 0).Distinct()]);
}
