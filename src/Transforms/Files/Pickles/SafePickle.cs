using System.Runtime.InteropServices;

namespace NasPipelines.Files.Pickles;

/// <summary>
/// Interprets a pickle of protocols 0 to 5 as data: globals outside a list are refused by name, and nothing is ever called but the
/// functions of that list, which make numbers, arrays and containers.
/// </summary>
/// <remarks>
/// Memory follows what is kept, not what lengths claim: values of keys in <see cref="PickleOptions.Skip"/> are read over. A container
/// cannot change once another holds it, so there are no cycles; the machine keeps its own stack, so depth costs no call stack.
/// </remarks>
internal sealed partial class SafePickle
{
    private readonly BinaryInput _input;
    private readonly PickleOptions _options;
    private readonly MemoryBudget _budget;
    private readonly PickleMemo _memo;
    private readonly PickleTexts _texts = new();
    private readonly List<PickleValue> _stack = [];
    private readonly List<int> _marks = [];
    private long _start;
    private int _skipSlot = -1;
    private int _skipMarks;
    private PickleValue[]? _skippedId;

    private SafePickle(BinaryInput input, PickleOptions options)
    {
        _input = input;
        _options = options;
        _start = input.Position;
        _budget = new(Math.Min(options.MaxKeptBytes, MemoryBudget.Share), message => input.Fault(message));
        _memo = new(_budget);
    }

    /// <summary>Reads one pickle; the input then stands behind it.</summary>
    /// <exception cref="InvalidDataException">It is damaged, too deep or too large, or names a global that is not allowed.</exception>
    public static PickleValue Read(BinaryInput input, PickleOptions options)
    {
        var machine = new SafePickle(input, options);
        try
        {
            return machine.Run();
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or System.Text.DecoderFallbackException)
        {
            throw input.Fault($"a text or number is damaged: {fault.Message}", fault);
        }
    }

    // The value in the place of a skipped key, and all that it is made of, until the next key of the same dictionary.
    private bool Skipping => _skipSlot >= 0 && (_marks.Count > _skipMarks || _stack.Count <= _skipSlot);

    private PickleValue Run()
    {
        while (true)
        {
            var code = _input.Byte();
            if (code == '.')
            {
                return _marks.Count == 0 && _stack.Count == 1
                    ? _stack[0]
                    : throw _input.Fault($"the pickle ends with {_stack.Count} values and {_marks.Count} open marks instead of one value");
            }

            Step(code);
        }
    }

    private void Push(PickleValue value)
    {
        if (_stack.Count >= _options.MaxStack)
        {
            throw _input.Fault($"more than {_options.MaxStack} values wait on the stack");
        }

        if (_stack.Count == _stack.Capacity)
        {
            Keep(PickleSize.Slot * Math.Max(64L, _stack.Capacity));
        }

        _stack.Add(value);
        if (_options.Skip is { } skip && value.Content is string key && !Skipping && IsKey())
        {
            (_skipSlot, _skipMarks) = skip(key) ? (_stack.Count, _marks.Count) : (-1, 0);
        }
    }

    /// <summary>Whether the value on top is in the place of a dictionary's key.</summary>
    private bool IsKey()
    {
        var top = _stack.Count - 1;
        return (top > 0 && _stack[top - 1].Content is PickleDictionary)
            || (_marks.Count > 0
                && _marks[^1] is > 0 and var mark
                && (top - mark) % 2 == 0
                && _stack[mark - 1].Content is PickleDictionary);
    }

    private PickleValue Pop()
    {
        if (_stack.Count <= (_marks.Count > 0 ? _marks[^1] : 0))
        {
            throw _input.Fault("an instruction takes a value that is not there");
        }

        var value = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    /// <summary>The values above the last mark; they stay until <see cref="DropTo"/>.</summary>
    private Span<PickleValue> Marked(out int mark)
    {
        if (_marks.Count == 0)
        {
            throw _input.Fault("an instruction takes values up to a mark that is not there");
        }

        mark = _marks[^1];
        return CollectionsMarshal.AsSpan(_stack)[mark..];
    }

    private void DropTo(int count, bool mark)
    {
        CollectionsMarshal.SetCount(_stack, count);
        if (mark)
        {
            _marks.RemoveAt(_marks.Count - 1);
        }

        if (_skipSlot > _stack.Count)
        {
            _skipSlot = -1;
        }
    }

    private PickleValue Below(int count) => _stack.Count > count && _stack.Count - count > (_marks.Count > 0 ? _marks[^1] : 0)
        ? _stack[^(count + 1)]
        : throw _input.Fault("an instruction takes a container that is not there");

    /// <summary>Counts what is about to be made.</summary>
    private void Keep(long bytes) => _budget.Take(bytes);

    /// <summary>A new container, or nothing where it would not be kept.</summary>
    private void PushContainer<T>(Func<T> make)
        where T : PickleContainer
    {
        if (Skipping)
        {
            Push(PickleValue.Skipped);
            return;
        }

        Keep(PickleSize.Container);
        var made = make();
        Push(new(made));
        CheckDepth(made);
    }

    private void CheckDepth(PickleContainer container)
    {
        if (container.Depth > _options.MaxDepth)
        {
            throw _input.Fault($"containers are nested more than {_options.MaxDepth} deep");
        }
    }

    /// <summary>What the functions of globals find wrong, with its place.</summary>
    private T Located<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (InvalidDataException fault) when (!_budget.IsExceeded)
        {
            throw _input.Fault(fault.Message, fault);
        }
    }

    private T Open<T>(PickleValue value, string what)
        where T : PickleContainer
    {
        var container = value.Content as T ?? throw _input.Fault($"{what} is expected, {value} was found");
        return container.IsHeld
            ? throw _input.Fault("a container changes after another holds it, as one that holds itself does")
            : container;
    }
}
