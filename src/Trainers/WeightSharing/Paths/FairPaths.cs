using NasPipelines.Spaces;

namespace NasPipelines.Trainers.WeightSharing.Paths;

/// <summary>
/// Strict fairness (FairNAS, Chu et al. 2021): a random order of the choices of each gene; the first architecture takes the first choices,
/// the second the second ones, and so on, so that in each step every choice of every gene is trained once.
/// </summary>
/// <param name="name">Name of the sampler.</param>
/// <param name="dropUntrainable">
/// Whether architectures that are no candidates are left out, as in the published supernets. That breaks fairness: choices that make
/// architectures untrainable are trained less.
/// </param>
internal sealed class FairPaths(string name, bool dropUntrainable) : PathSampler
{
    public override string Name => name;

    public override string Description => dropUntrainable
        ? "every choice of every gene once per step, untrainable paths left out"
        : "every choice of every gene once per step";

    public override PathDraw Prepare(Supernet supernet, IReadOnlyList<Architecture> candidates)
    {
        var choices = supernet.Choices;
        if (choices is null || choices.Distinct().Count() != 1)
        {
            throw new ArgumentException(
                $"Sampler {Name} needs a space whose genes have the same number of choices each "
                    + $"and combine freely; {supernet.Space.Name} is none.");
        }

        var allowed = dropUntrainable ? candidates.Select(a => a.Text).ToHashSet(StringComparer.Ordinal) : null;
        return (_, below) =>
        {
            IReadOnlyList<Architecture> drawn;
            do
            {
                var orders = choices.Select(n => Order(n, below)).ToArray();
                drawn = [.. Enumerable.Range(0, choices[0])
                    .Select(i => new Architecture(supernet.Space, [.. orders.Select(o => o[i])]))
                    .Where(a => allowed is null || allowed.Contains(a.Text))];
            }
            while (drawn.Count == 0);
            return drawn;
        };
    }

    private static int[] Order(int count, Func<int, int> below)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (var i = count - 1; i > 0; i--)
        {
            var j = below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
