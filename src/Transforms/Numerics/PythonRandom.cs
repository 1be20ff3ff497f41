namespace NasPipelines.Numerics;

/// <summary>
/// The part of Python's <c>random</c> module that published benchmarks were ordered with: the Mersenne Twister MT19937 seeded by an
/// integer, and <c>random.shuffle</c>.
/// </summary>
internal sealed class PythonRandom
{
    private const int N = 624;
    private readonly uint[] _state = new uint[N];
    private int _index = N;

    public PythonRandom(uint seed)
    {
        _state[0] = 19650218;
        for (var i = 1; i < N; i++)
        {
            _state[i] = (1812433253u * (_state[i - 1] ^ (_state[i - 1] >> 30))) + (uint)i;
        }

        var at = 1;
        for (var k = 0; k < N; k++)
        {
            _state[at] = (_state[at] ^ ((_state[at - 1] ^ (_state[at - 1] >> 30)) * 1664525u)) + seed;
            at = Advance(at);
        }

        for (var k = 0; k < N - 1; k++)
        {
            _state[at] = (_state[at] ^ ((_state[at - 1] ^ (_state[at - 1] >> 30)) * 1566083941u)) - (uint)at;
            at = Advance(at);
        }

        _state[0] = 0x80000000;
    }

    /// <summary>In-place shuffle, equal to <c>random.shuffle(items)</c>.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below((uint)i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private int Advance(int at)
    {
        if (at + 1 < N)
        {
            return at + 1;
        }

        _state[0] = _state[N - 1];
        return 1;
    }

    private int Below(uint n)
    {
        var shift = System.Numerics.BitOperations.LeadingZeroCount(n);
        uint r;
        do
        {
            r = NextUInt32() >> shift;
        }
        while (r >= n);
        return (int)r;
    }

    private uint NextUInt32()
    {
        if (_index == N)
        {
            for (var i = 0; i < N; i++)
            {
                var y = (_state[i] & 0x80000000) | (_state[(i + 1) % N] & 0x7fffffff);
                _state[i] = _state[(i + 397) % N] ^ (y >> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
            }

            _index = 0;
        }

        var x = _state[_index++];
        x ^= x >> 11;
        x ^= (x << 7) & 0x9d2c5680;
        x ^= (x << 15) & 0xefc60000;
        return x ^ (x >> 18);
    }
}
