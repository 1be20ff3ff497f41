namespace NasPipelines.Cluster.Runs;

/// <summary>Architectures that nobody scores: those never lent, in their order, and those lost with their workers.</summary>
/// <param name="count">The architectures of the run.</param>
internal sealed class WaitingList(int count)
{
    private const int Parts = 8;

    private readonly Queue<LostWork> _lost = new();
    private readonly Queue<LostWork> _suspects = new();
    private int _next;

    /// <summary>Architectures that were in a batch that was lost, and how often.</summary>
    /// <param name="Places">The architectures.</param>
    /// <param name="Losses">How often one that was alone in its batch was lost; 0 where there are several.</param>
    public sealed record LostWork(ArraySegment<int> Places, int Losses)
    {
        /// <summary>Whether it may be what workers are lost for.</summary>
        public bool IsSuspect => Losses > 0;
    }

    /// <summary>
    /// Takes up to a number of architectures. Lost ones come first, in batches that are the smaller the more often they were lost.
    /// </summary>
    /// <param name="most">The number.</param>
    /// <param name="suspects">Whether one may be taken that its worker was lost with.</param>
    /// <param name="isWaiting">Whether an architecture is still to be scored.</param>
    /// <returns>What was taken; null where there is nothing.</returns>
    public LostWork? Take(int most, bool suspects, Func<int, bool> isWaiting)
    {
        while ((suspects && _suspects.TryDequeue(out var lost)) || _lost.TryDequeue(out lost))
        {
            // Some may have been told of by a worker that was taken for lost.
            int[] left = [.. lost.Places.Where(isWaiting)];
            if (left.Length > most)
            {
                _lost.Enqueue(new(new(left, most, left.Length - most), 0));
                left = left[..most];
            }

            if (left.Length > 0)
            {
                return lost with { Places = left };
            }
        }

        List<int> taken = new(most);
        for (; _next < count && taken.Count < most; _next++)
        {
            if (isWaiting(_next))
            {
                taken.Add(_next);
            }
        }

        return taken.Count > 0 ? new(taken.ToArray(), 0) : null;
    }

    /// <summary>Puts back what nobody is to blame for.</summary>
    public void Return(int[] places) => _lost.Enqueue(new(places, 0));

    /// <summary>Puts back what was lost with its worker, in parts: one that costs workers is alone after a few times.</summary>
    /// <param name="places">What was not scored of a batch.</param>
    /// <param name="losses">How often it was lost before, where it was alone.</param>
    public void Lose(int[] places, int losses)
    {
        if (places.Length == 1)
        {
            _suspects.Enqueue(new(places, losses + 1));
            return;
        }

        var size = (places.Length + Parts - 1) / Parts;
        for (var first = 0; first < places.Length; first += size)
        {
            _lost.Enqueue(new(new(places, first, Math.Min(size, places.Length - first)), 0));
        }
    }
}
