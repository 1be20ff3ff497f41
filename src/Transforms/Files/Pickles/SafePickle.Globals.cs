namespace NasPipelines.Files.Pickles;

internal sealed partial class SafePickle
{
    private void Get(long index)
    {
        var value = index < _memo.Next ? _memo.Get(index) : default;
        if (value.Kind == PickleKind.Absent || (value.IsSkipped && _options.Skip is null))
        {
            throw _input.Fault($"the pickle refers back to value {index}, which it has not numbered");
        }

        Push(value);
    }

    private void Put(long index)
    {
        // Writers number values one after the other; a number far beyond claims memory for nothing.
        if (index > _input.Position - _start)
        {
            throw _input.Fault($"the pickle numbers a value {index} after {_input.Position - _start} bytes");
        }

        _memo.Put(index, Below(0));
    }

    private void PushGlobal(string module, string name)
    {
        var full = $"{module}.{name}";
        Push(_options.Globals.TryGetValue(full, out var known) ? new(known)
            : _options.SkipsUnknownGlobals && _skipSlot >= 0 ? PickleValue.Skipped
            : throw Refused(module, name));
    }

    private InvalidDataException Refused(string module, string name) => _input.Fault(
        $"the pickle names the global {ShownText.Of(module)}.{ShownText.Of(name)}, which is not allowed (nothing was called); allowed are "
        + string.Join(", ", _options.Globals.Keys.Order(StringComparer.Ordinal)));

    private void StackGlobal()
    {
        var (module, name) = (Below(1).Content as string, Below(0).Content as string);
        if (module is null || name is null)
        {
            throw _input.Fault("a global must be named by two texts");
        }

        DropTo(_stack.Count - 2, mark: false);
        PushGlobal(module, name);
    }

    private void Call()
    {
        var (callee, arguments) = (Below(1), Below(0));
        var called = Skipping;
        if (!callee.IsSkipped && callee.Content is not PickleGlobal { Call: not null })
        {
            throw _input.Fault($"{callee} is called, which is no function that may be called");
        }

        DropTo(_stack.Count - 2, mark: false);
        if (called || Skipping || callee.IsSkipped || arguments.IsSkipped)
        {
            Push(PickleValue.Skipped);
            return;
        }

        var global = (PickleGlobal)callee.Content!;
        var items = arguments.Content as PickleTuple ?? throw _input.Fault($"{global} is called with {arguments} instead of a tuple");
        Keep(PickleSize.Data);
        Push(Located(() => global.Call!(new(global.Name, items.Items, _budget))));
    }

    private void Build()
    {
        var (target, state) = (Below(1), Below(0));
        DropTo(_stack.Count - 1, mark: false);

        // An ordered dictionary of PyTorch's has attributes, such as the versions of modules, beside its entries.
        if (target.IsSkipped || state.IsSkipped || (target.Content is PickleDictionary && state.Content is PickleDictionary))
        {
            return;
        }

        if (target.Content is not IPickleState { Global: { Build: { } build } global })
        {
            throw _input.Fault($"{target} gets a state, which only arrays and their types have");
        }

        Located(() =>
        {
            build(target, new(global.Name, state.Content is PickleTuple tuple ? tuple.Items : [state], _budget));
            return true;
        });
    }

    private void Persistent()
    {
        var id = Below(0);
        var skipping = Skipping || id.IsSkipped;
        DropTo(_stack.Count - 1, mark: false);
        if (_options.Persistent is null)
        {
            throw _input.Fault("the pickle refers to something outside itself, which this kind of file has not");
        }

        var items = skipping
            ? _skippedId
            : (id.Content as PickleTuple)?.Items ?? throw _input.Fault($"{id} refers to nothing outside the pickle that is known");
        _skippedId = null;
        Keep(items is null ? 0 : PickleSize.Data);
        var made = items is null
            ? PickleValue.Skipped
            : Located(() => _options.Persistent(new("persistent id", items, _budget)));
        Push(skipping ? PickleValue.Skipped : made);
    }
}

/// <summary>Data whose state a pickle sets after making it.</summary>
internal interface IPickleState
{
    PickleGlobal Global { get; }
}
